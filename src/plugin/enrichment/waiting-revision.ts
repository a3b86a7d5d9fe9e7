import type { JsonValue, StorageEntry } from '../../contract/index.ts';
import type { WorkedRow } from '../sources/row-work.ts';
import { severityOf } from '../sources/severity.ts';
import { timeMsOf } from '../sources/vendor-time.ts';
import { claimOf, numberOf, objectOf, textOf } from '../sources/vendor-values.ts';

/** A revision of an incident that was delivered and waits for its details. */
export interface WaitingRevision {
  /** Of the revision's record. */
  readonly uid: string;
  readonly incidentId: string;
  /** Epoch milliseconds; 0 when unknown. */
  readonly modifiedMs: number;
  /** How many alerts the incident said it has. */
  readonly alerts: number;
  readonly backfill: boolean;
  /** Its place among those that wait: the lowest comes first. */
  readonly rank: number;
  /** How many alerts to ask for; absent: as many as usual. */
  readonly alertsLimit?: number;
}

/** What waits when this row was delivered; undefined for what is no incident. */
export function revisionOf({ item, uid, timeMs, backfill }: WorkedRow): WaitingRevision | undefined {
  const incident = objectOf(item);
  const incidentId = textOf(incident?.['incident_id']);
  if (incidentId === undefined) return undefined;
  const modifiedMs = timeMs ?? timeMsOf(incident?.['modification_time']) ?? 0;
  const { severityNumber } = severityOf(textOf(incident?.['manual_severity']) ?? textOf(incident?.['severity']));
  const alerts = numberOf(incident?.['alert_count']) ?? 0;
  return { uid, incidentId, modifiedMs, alerts, backfill, rank: rankOf(severityNumber, modifiedMs) };
}

/** Beyond every time of this and the next century, and small enough that a rank is exact. */
const endOfTimeMs = 1e13;
const highestSeverity = 24;

/**
 * The most severe first, of equally severe ones the newest: where a first start leaves more to do than the tenant allows
 * in a day, an incident that is critical is worth knowing whatever its age, and one that is not can wait.
 */
function rankOf(severityNumber: number, modifiedMs: number): number {
  const ageRank = endOfTimeMs - 1 - Math.min(Math.max(0, modifiedMs), endOfTimeMs - 1);
  return (highestSeverity - severityNumber) * endOfTimeMs + ageRank;
}

/** As it is stored under its uid. */
export function entryOf(revision: WaitingRevision): Omit<StorageEntry, 'key'> {
  const { incidentId, modifiedMs, alerts, backfill, rank, alertsLimit } = revision;
  const value: JsonValue = {
    incident: incidentId,
    modified: modifiedMs,
    alerts,
    ...(backfill && { backfill }),
    ...(alertsLimit !== undefined && { limit: alertsLimit }),
  };
  return { rank, value };
}

export function fromEntry({ key, rank, value }: StorageEntry): WaitingRevision {
  const stored = objectOf(value);
  const alertsLimit = numberOf(stored?.['limit']);
  return {
    uid: key,
    incidentId: textOf(stored?.['incident']) ?? '',
    modifiedMs: numberOf(stored?.['modified']) ?? 0,
    alerts: numberOf(stored?.['alerts']) ?? 0,
    backfill: claimOf(stored?.['backfill']) ?? false,
    rank,
    ...(alertsLimit !== undefined && { alertsLimit }),
  };
}
