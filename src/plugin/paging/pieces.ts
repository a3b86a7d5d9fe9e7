import { type Checkpoint, type HistoryProgress, maxBatchRecords, type Progress } from '../../contract/index.ts';
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
}

export interface FollowedRow<Item> extends TimedRow<Item> {
  /** Read as history of a first start. */
  readonly backfill: boolean;
}

/** Gathers what answers bring until it is worth a batch. */
export interface Pieces<Item> {
  add(absorbed: Absorbed<Item>, backfill: boolean): void;
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
    add(absorbed, backfill) {
      for (const row of absorbed.rows) {
        rows.push({ ...row, backfill });
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
