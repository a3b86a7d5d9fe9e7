import {
  type Attributes,
  type Checkpoint,
  type HistoryProgress,
  maxBatchRecords,
  type Progress,
  type StorageChange,
} from '../../contract/index.ts';
import type { ReadSoFar } from './read-so-far.ts';
import type { Absorbed } from './reader.ts';
import type { TimedRow } from './reading.ts';

/** A batch before its rows are mapped. */
export interface Piece<Item> {
  readonly rows: readonly FollowedRow<Item>[];
  readonly next: Checkpoint;
  readonly more: boolean;
  readonly progress: Omit<Progress, 'unmapped'>;
  /** Absent where a closed period is read. */
  readonly read?: ReadSoFar;
  /** What changes in the storage by having read these rows. */
  readonly storage?: readonly StorageChange[];
}

export interface FollowedRow<Item> extends TimedRow<Item> {
  /** Read as history of a first start. */
  readonly backfill: boolean;
  /**
   * Read to see whether it has changed: what it was before this time, epoch milliseconds, has been delivered (0: nothing
   * is known to be). Absent: it is delivered whatever it was.
   */
  readonly sinceMs?: number;
  /** What the reading says of it beside what it says itself. */
  readonly attributes?: Attributes;
}

/** Gathers what answers bring until it is worth a batch. */
export interface Pieces<Item> {
  add(absorbed: Absorbed<Item>, backfill: boolean, sinceMs?: number): void;
  /** Answers arrived since the last piece, or state changed: there is something to save. */
  dirty(): boolean;
  touch(): void;
  worthSending(): boolean;
  /** Whether that many more rows fit into the same batch. */
  fits(rows: number): boolean;
  /** `next` must cover exactly what was added. */
  take(next: Checkpoint, state?: PieceState): Piece<Item>;
}

export interface PieceState {
  readonly more?: boolean;
  readonly caughtUp?: boolean;
  readonly history?: HistoryProgress | undefined;
  readonly read?: ReadSoFar;
}

const nothing = { requests: 0, duplicates: 0, restricted: 0, overlapShortened: 0 };

/** A piece is sent once another page might not fit into `batchSize` any more: so a batch is one request as a rule. */
export function createPieces<Item>(batchSize: number, pageRows: number): Pieces<Item> {
  let rows: FollowedRow<Item>[] = [];
  let counts = nothing;
  let newestMs: number | undefined;
  let touched = false;
  return {
    add(absorbed, backfill, sinceMs) {
      const how = sinceMs === undefined ? { backfill } : { backfill, sinceMs };
      for (const row of absorbed.rows) {
        rows.push({ ...row, ...how });
        newestMs = Math.max(newestMs ?? row.atMs, row.atMs);
      }
      counts = {
        requests: counts.requests + 1,
        duplicates: counts.duplicates + absorbed.duplicates,
        restricted: counts.restricted + absorbed.restricted,
        overlapShortened: counts.overlapShortened + absorbed.overlapShortened,
      };
    },
    dirty: () => touched || counts.requests > 0,
    touch: () => void (touched = true),
    worthSending: () => rows.length > 0 && rows.length + pageRows > batchSize,
    fits: (more) => rows.length + more <= maxBatchRecords,
    take(next, { more = false, caughtUp = false, history, read } = {}) {
      const progress = {
        ...counts,
        caughtUp,
        ...(newestMs !== undefined && { newestMs }),
        ...(history && { history }),
      };
      const piece = { rows, next, more, progress, ...(read && { read }) };
      [rows, counts, touched] = [[], nothing, false];
      return piece;
    },
  };
}
