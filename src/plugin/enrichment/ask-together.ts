import { isConnectorError, type StorageEntry } from '../../contract/index.ts';
import { oversizedCode } from '../paging/feed.ts';
import type { WorkedRow } from '../sources/row-work.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import { numberOf } from '../sources/vendor-values.ts';
import { askMany, mostAtOnce } from './ask-extra-data.ts';
import { delivered, waiting } from './collections.ts';
import { deliveredOf } from './delivered-alerts.ts';
import { detailsMaker } from './details-of.ts';
import type { ExtraData, ManyAnswers } from './extra-data.ts';
import type { ManyOffer } from './many-offer.ts';
import { noticeAlerts } from './notice-alerts.ts';
import { nothing, type Part, partsOf, toAlone } from './parts.ts';
import { fromEntry, type WaitingRevision } from './waiting-revision.ts';

/** Alerts that an answer may be expected to hold: some megabytes, of the 16 MiB that are taken. */
const mostAlerts = 1000;

type AskTogether = (signal: AbortSignal) => Promise<readonly Part[] | undefined>;

/**
 * Makes a function that asks for those that come first, together, and gives what they come to: undefined when none
 * waits, and where the tenant turned out not to answer so. Whoever the answer left out, or gave only some of the alerts
 * of, is to be asked for alone.
 */
export function askTogether(means: SideMeans, offer: ManyOffer): AskTogether {
  const { storage, config, clock } = means;
  const [detailsOf, notice] = [detailsMaker(means), noticeAlerts(means)];
  const ask = openQuestion(means, offer);
  let alertsLimit = Infinity;

  async function parts({ asked, answers }: Answered): Promise<readonly Part[]> {
    const ids = asked.map(({ incidentId }) => incidentId);
    const known: ReadonlyMap<string, StorageEntry> = await storage.get(delivered, ids);
    const rows: WorkedRow[] = [];
    const found = asked.flatMap((revision) => {
      const extra = answers.byIncident.get(revision.incidentId);
      if (!extra || !isWhole(extra, answers.alertsLimit)) return [{ ...nothing, storage: toAlone(revision) }];
      const before = deliveredOf(known.get(revision.incidentId));
      const details = detailsOf(revision, extra, before);
      rows.push(...details.rows);
      return partsOf({ revision, details, before }, config.batchSize, clock.now());
    });
    return [await notice(rows), ...found];
  }

  return async (signal) => {
    const first = (await storage.first(waiting, ask.atOnce())).map(fromEntry);
    if (first.length === 0) return undefined;
    const tooMany = first.filter(({ alerts }) => alerts > alertsLimit);
    const few = prefix(
      first.filter((revision) => !tooMany.includes(revision)),
      alertsLimit,
    );
    const moved = tooMany.map((revision) => ({ ...nothing, storage: toAlone(revision) }));
    if (few.length === 0) return moved;
    const answered = await ask.about(few, signal);
    if (!answered) return undefined;
    ({ alertsLimit } = answered.answers);
    return [{ ...nothing, requests: answered.requests }, ...moved, ...(await parts(answered))];
  };
}

interface Answered {
  /** Those that were asked for in the end. */
  readonly asked: readonly WaitingRevision[];
  readonly answers: ManyAnswers;
  readonly requests: number;
}

/** Asks for fewer at once where the answer would be too large, and slowly for more again. */
function openQuestion({ api }: SideMeans, offer: ManyOffer) {
  let atOnce = mostAtOnce;

  async function about(revisions: readonly WaitingRevision[], signal: AbortSignal): Promise<Answered | undefined> {
    let asked = revisions;
    for (let requests = 1; ; requests += 1) {
      const ids = asked.map(({ incidentId }) => incidentId);
      try {
        const answers = await askMany(api, ids, signal);
        atOnce = Math.min(mostAtOnce, 2 * atOnce);
        return { asked, answers, requests };
      } catch (error) {
        if (!isConnectorError(error)) throw error;
        if (error.code !== oversizedCode) {
          if (offer.failed(error)) return undefined;
          throw error;
        }
        if (asked.length === 1) return { asked, requests, answers: { alertsLimit: Infinity, byIncident: new Map() } };
        atOnce = Math.ceil(asked.length / 2);
        asked = asked.slice(0, atOnce);
      }
    }
  }

  return { about, atOnce: () => atOnce };
}

/** As many of the first as one answer can hold, at least one, and an incident once. */
function prefix(revisions: readonly WaitingRevision[], alertsLimit: number): readonly WaitingRevision[] {
  const ids = new Set<string>();
  let expected = 0;
  for (const { incidentId, alerts } of revisions) {
    expected += Math.min(alerts, alertsLimit);
    if (ids.has(incidentId) || (ids.size > 0 && expected > mostAlerts)) break;
    ids.add(incidentId);
  }
  return revisions.slice(0, ids.size);
}

/** The answer holds all alerts that there are. */
function isWhole({ item, alerts, alertsClaimed }: ExtraData, alertsLimit: number): boolean {
  const count = numberOf(item['alert_count']);
  // As many as there may be, and nothing says that these are all.
  if (count === undefined && alerts.length >= alertsLimit) return false;
  return alertsClaimed <= alerts.length && (count ?? 0) <= alertsLimit;
}
