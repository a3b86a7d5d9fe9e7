import type { Checkpoint } from './checkpoint.ts';
import type { LogRecord } from './log-record.ts';
import type { StorageChange } from './storage.ts';

/** The most records one batch may hold. */
export const maxBatchRecords = 500;

/**
 * A piece of a poll. `next` covers exactly what was yielded up to and including this batch, never what was merely
 * fetched; the host saves it only after the sink has accepted every record of this and all earlier batches.
 */
export interface Batch {
  /** At most {@link maxBatchRecords}; may be empty: then `next` is saved without an export. */
  readonly records: readonly LogRecord[];
  readonly next: Checkpoint;
  /** True asks to be polled again at once. Only the last batch of a poll decides. */
  readonly more: boolean;
  readonly progress: Progress;
  /** What changes in the source's {@link Storage}: saved together with `next`, or not at all. */
  readonly storage?: readonly StorageChange[];
}

/**
 * A piece of work beside the main stream: as a {@link Batch}, but it moves no checkpoint. Where it goes on stands in the
 * storage it changes.
 */
export type SideBatch = Omit<Batch, 'next'>;

/** What a dashboard shows of a poll. Counts are what happened since the batch before, never totals. */
export interface Progress {
  /** API calls answered. */
  readonly requests: number;
  /** Records left out because they had been delivered before. */
  readonly duplicates: number;
  /** Records left out because the connector is narrowed to others, and the API could not be asked for those alone. */
  readonly filtered?: number;
  /** Records the key's role may not see (`restricted_incident_ids`): a coverage gap. */
  readonly restricted: number;
  /** Records that could not be mapped and travel raw. */
  readonly unmapped: number;
  /** Times the overlap had to be shortened because more was delivered within it than can be remembered. */
  readonly overlapShortened: number;
  /** True once history is done and a whole pass of the live tail that began in this poll has ended. */
  readonly caughtUp: boolean;
  /** Newest vendor time read so far in this poll, epoch milliseconds. */
  readonly newestMs?: number;
  /** The history read of a first start; absent once it is done. */
  readonly history?: HistoryProgress;
  /** How things stand after the batch. What is absent is as it was. */
  readonly gauges?: Gauges;
}

/** What a source may tell of its standing beyond its checkpoint. */
export const gaugeNames = [
  /** Records that wait for their details to be fetched, such as incidents for their alerts. */
  'waiting',
  /** Records whose details will not be fetched: more waited than are kept, or the vendor does not give them any more. */
  'givenUp',
  /** Epoch milliseconds: up to then everything was counted and agrees with what the API reports. */
  'certifiedToMs',
  /** Periods whose count does not agree. */
  'mismatches',
  /** Differences between what the vendor sends and what is known of it. */
  'drift',
  /** What is left today of the units that queries of the tenant may cost. */
  'quotaLeft',
] as const;

export type GaugeName = (typeof gaugeNames)[number];
export type Gauges = Readonly<Partial<Record<GaugeName, number>>>;

export interface HistoryProgress {
  readonly rangesDone: number;
  readonly ranges: number;
  /** Share of the time span that has been read, 0 to 1. */
  readonly ratio: number;
  /** What is read, epoch milliseconds, both ends included. `fromMs` is absent until the oldest record is known. */
  readonly fromMs?: number;
  readonly toMs: number;
}
