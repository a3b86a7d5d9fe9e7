import type { Checkpoint, Clock, JsonValue, Logger, Period } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { StreamApi } from '../cortex/create-stream-api.ts';
import type { CortexConfig } from '../cortex-config.ts';
import type { Binding } from '../paging/follow-state.ts';
import type { Piece } from '../paging/pieces.ts';
import type { ChangingStorage } from '../paging/sweepable.ts';
import type { WorkedRow } from '../sources/row-work.ts';

/**
 * How the rows of a source are had, and how the place where that stands is kept and told. What becomes of rows (privacy,
 * mapping, marks, batches) is the same for all. Most sources have a list that is followed, and say no more than its
 * `feed`; one whose rows come otherwise, such as from a query, brings a supply of its own.
 *
 * State is passed, never kept: `next` of a piece covers exactly what was yielded up to it. At most 500 rows a piece; a poll
 * that succeeds yields at least one. All throw as the methods of the contract's `Source` do that are named like them.
 */
export interface Supply {
  readonly poll: (
    checkpoint: Checkpoint | undefined,
    storage: ChangingStorage,
    signal: AbortSignal,
  ) => AsyncIterable<Piece<JsonValue>>;
  readonly replay: (
    period: Period,
    checkpoint: Checkpoint | undefined,
    signal: AbortSignal,
  ) => AsyncIterable<Piece<JsonValue>>;
  /** The newest rows, at most `limit`. */
  readonly newest: (limit: number, signal: AbortSignal) => Promise<readonly WorkedRow[]>;
  readonly describe: (checkpoint: Checkpoint) => readonly string[];
  readonly checkpointAt: (timeMs: number) => Checkpoint;
}

/** What a supply of its own may use. */
export interface SupplyMeans {
  /** Its calls hold up no poll of another connector of the tenant. */
  readonly api: CortexApi;
  /** The same for what must be asked with one request, whatever becomes of its answer. */
  readonly once: Pick<CortexApi, 'post'>;
  /** For answers of any length. */
  readonly streams: StreamApi;
  readonly config: CortexConfig;
  /** What its checkpoints are bound to. */
  readonly binding: Binding;
  readonly clock: Clock;
  readonly logger: Logger;
}
