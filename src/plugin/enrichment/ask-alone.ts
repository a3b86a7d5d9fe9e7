import { type ConnectorError, type ErrorKind, isConnectorError } from '../../contract/index.ts';
import { oversizedCode } from '../paging/feed.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import { askOne, usualAlertsLimit } from './ask-extra-data.ts';
import { delivered } from './collections.ts';
import { deliveredOf } from './delivered-alerts.ts';
import { detailsMaker } from './details-of.ts';
import { isGone } from './is-gone.ts';
import { noticeAlerts } from './notice-alerts.ts';
import { openTurns, type Turn } from './open-turns.ts';
import { leaving, nothing, type Part, partsOf } from './parts.ts';
import { entryOf, type WaitingRevision } from './waiting-revision.ts';

/** Failures that may be an incident's own: asking for another one may work. */
const perhapsItsOwn: ReadonlySet<ErrorKind> = new Set(['unavailable', 'protocol', 'permission', 'license', 'config']);

/** An answer that is too large with fewer alerts than this never fits. */
const fewestAlerts = 10;

type AskAlone = (signal: AbortSignal, othersTogether: boolean) => Promise<readonly Part[] | undefined>;

/**
 * Makes a function that asks for the one that comes first and gives what it comes to; undefined when none waits. With
 * `othersTogether` only for those that have to be asked for alone. An incident that the tenant has no more waits no longer;
 * one whose details cannot be had now does not keep the others waiting.
 */
export function askAlone(means: SideMeans): AskAlone {
  const { api, storage, config, clock } = means;
  const [detailsOf, notice, turns] = [detailsMaker(means), noticeAlerts(means), openTurns(means)];

  async function ask(revision: WaitingRevision, signal: AbortSignal): Promise<readonly Part[]> {
    const { incidentId, alertsLimit = usualAlertsLimit } = revision;
    const extra = await askOne(api, incidentId, alertsLimit, signal);
    const before = deliveredOf((await storage.get(delivered, [incidentId])).get(incidentId));
    const details = detailsOf(revision, extra, before);
    const found = partsOf({ revision, details, before }, config.batchSize, clock.now());
    return [{ ...nothing, requests: 1 }, await notice(details.rows), ...found];
  }

  /** What a failure comes to, where something can be made of it. */
  async function madeOf(error: ConnectorError, turn: Turn, signal: AbortSignal): Promise<Part | undefined> {
    if (error.code === oversizedCode) return withFewerAlerts(turn);
    const { revision } = turn;
    if (!(await isGone(error, revision.incidentId, means, signal))) return undefined;
    return { ...nothing, storage: leaving(revision), requests: 2, gone: 1 };
  }

  return async (signal, othersTogether) => {
    const turn = await turns.next(othersTogether);
    if (!turn) return undefined;
    try {
      return await ask(turn.revision, signal);
    } catch (error) {
      if (!isConnectorError(error)) throw error;
      const made = await madeOf(error, turn, signal);
      if (made) return [made];
      if (perhapsItsOwn.has(error.kind)) turns.rest(turn);
      throw error;
    }
  };
}

function withFewerAlerts({ revision, from }: Turn): Part {
  const alertsLimit = Math.floor((revision.alertsLimit ?? usualAlertsLimit) / 2);
  if (alertsLimit < fewestAlerts) return { ...nothing, storage: leaving(revision), requests: 1, gone: 1 };
  const entry = entryOf({ ...revision, alertsLimit });
  return { ...nothing, storage: [{ collection: from, key: revision.uid, entry }], requests: 1 };
}
