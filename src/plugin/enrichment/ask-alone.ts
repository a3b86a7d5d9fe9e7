import { type Collection, type ConnectorError, type ErrorKind, isConnectorError } from '../../contract/index.ts';
import { oversizedCode } from '../paging/feed.ts';
import { knownGeneration } from '../generations/open-generations.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import { askOne, isListed, usualAlertsLimit } from './ask-extra-data.ts';
import { alone, delivered, waiting } from './collections.ts';
import { deliveredOf } from './delivered-alerts.ts';
import { detailsMaker } from './details-of.ts';
import { noticeAlerts } from './notice-alerts.ts';
import { leaving, nothing, type Part, partsOf } from './parts.ts';
import { entryOf, fromEntry, type WaitingRevision } from './waiting-revision.ts';

/** How long one that failed lets others go first, milliseconds. */
const restMs = 15 * 60_000;

/** Failures that may be an incident's own: asking for another one may work. */
const perhapsItsOwn: ReadonlySet<ErrorKind> = new Set(['unavailable', 'protocol', 'permission', 'license', 'config']);

/** Code of what is unknown: a path, or an incident. */
const unknown = 'API-404';

/** An answer that is too large with fewer alerts than this never fits. */
const fewestAlerts = 10;

interface Next {
  readonly revision: WaitingRevision;
  /** Where it waits. */
  readonly from: Collection;
}

type AskAlone = (signal: AbortSignal, othersTogether: boolean) => Promise<readonly Part[] | undefined>;

/**
 * Makes a function that asks for the one that comes first and gives what it comes to; undefined when none waits. With
 * `othersTogether` only for those that have to be asked for alone. An incident that the tenant does not list any more
 * waits no longer; one whose details cannot be had now does not keep the others waiting.
 */
export function askAlone(means: SideMeans): AskAlone {
  const { api, storage, config, clock } = means;
  const [detailsOf, notice] = [detailsMaker(means), noticeAlerts(means)];
  const resting = new Map<string, number>();

  async function next(othersTogether: boolean): Promise<Next | undefined> {
    const now = clock.elapsed();
    for (const [uid, untilMs] of resting) if (untilMs <= now) resting.delete(uid);
    const candidates: Next[] = [];
    for (const from of othersTogether ? [alone] : [alone, waiting]) {
      for (const entry of await storage.first(from, resting.size + 1)) {
        candidates.push({ from, revision: fromEntry(entry) });
      }
    }
    const inOrder = candidates.toSorted((a, b) => a.revision.rank - b.revision.rank);
    return inOrder.find(({ revision }) => !resting.has(revision.uid)) ?? inOrder[0];
  }

  async function parts({ revision }: Next, signal: AbortSignal): Promise<readonly Part[]> {
    const { incidentId, alertsLimit = usualAlertsLimit } = revision;
    const extra = await askOne(api, incidentId, alertsLimit, signal);
    const before = deliveredOf((await storage.get(delivered, [incidentId])).get(incidentId));
    const details = detailsOf(revision, extra, before);
    const found = partsOf({ revision, details, before }, config.batchSize, clock.now());
    return [await notice(details.rows), ...found];
  }

  /** What a failure comes to, where something can be made of it. */
  async function madeOf(error: ConnectorError, asked: Next, signal: AbortSignal): Promise<Part | undefined> {
    const { revision } = asked;
    if (error.code === oversizedCode) return withFewerAlerts(asked);
    // What an unknown incident is answered with is like what an unknown path is: the list tells one from the other.
    const isGone = error.code === unknown && !(await isThere(revision, signal));
    return isGone ? { ...nothing, storage: leaving(revision), requests: 2, gone: 1 } : undefined;
  }

  async function isThere({ incidentId }: WaitingRevision, signal: AbortSignal): Promise<boolean> {
    try {
      return await isListed(api, incidentId, signal);
    } catch (error) {
      // Left over from before the tenant went over to cases: there are no incidents any more.
      const isLeft = isConnectorError(error) && error.code === unknown;
      if (isLeft && knownGeneration(means.memo, config.apiGeneration) === 'cases') return false;
      throw error;
    }
  }

  return async (signal, othersTogether) => {
    const asked = await next(othersTogether);
    if (!asked) return undefined;
    try {
      const found = await parts(asked, signal);
      return [{ ...nothing, requests: 1 }, ...found];
    } catch (error) {
      if (!isConnectorError(error)) throw error;
      const made = await madeOf(error, asked, signal);
      if (made) return [made];
      if (perhapsItsOwn.has(error.kind)) resting.set(asked.revision.uid, clock.elapsed() + restMs);
      throw error;
    }
  };
}

function withFewerAlerts({ revision, from }: Next): Part {
  const alertsLimit = Math.floor((revision.alertsLimit ?? usualAlertsLimit) / 2);
  if (alertsLimit < fewestAlerts) return { ...nothing, storage: leaving(revision), requests: 1, gone: 1 };
  const entry = entryOf({ ...revision, alertsLimit });
  return { ...nothing, storage: [{ collection: from, key: revision.uid, entry }], requests: 1 };
}
