import type { Attributes, ConnectorError, JsonValue } from '../../contract/index.ts';
import type { QueryWindow } from './query-window.ts';

/** A query that can be run over any window of time. Knows the API; knows nothing of how windows follow each other. */
export interface WindowQuery {
  /** The server's time, epoch milliseconds: as the last answer told it. Asks for it where none has come yet. */
  now(signal: AbortSignal): Promise<number>;
  /**
   * Starts it, which costs; gives the id of this run of it. `exists`: whether there is any row is all that will be asked.
   */
  start(window: QueryWindow, how: { readonly exists: boolean }, signal: AbortSignal): Promise<string>;
  /**
   * Waits for the end of a run, for a while. Unknown: the server does not know the run any more. Too large: its rows are
   * few enough for one answer, which is larger than may be held.
   */
  outcome(run: string, signal: AbortSignal): Promise<QueryOutcome | 'pending' | 'unknown' | 'too large'>;
  /** Rows of a result that does not fit into one answer, in the order of every other reading of it. Undefined: unknown. */
  stream(stream: string, signal: AbortSignal): Promise<AsyncIterable<JsonValue> | undefined>;
  /** Most rows a result can have: one that has them may have been cut off. */
  readonly mostRows: number;
  /** Rows of a span are those of its parts, so that one without any has parts without any. */
  readonly isRowByRow: boolean;
  row(item: JsonValue, window: QueryWindow): QueryRow;
  /** Answers that have come so far. */
  answers(): number;
  /** What is left of what queries may cost, as told last. */
  quotaLeft(): number | undefined;
}

export interface QueryOutcome {
  /** It did not end well: rows may be missing. What a person is told. */
  readonly failure?: ConnectorError;
  /** How many rows it has. */
  readonly count: number;
  /** The rows themselves, or where they are streamed. */
  readonly rows: readonly JsonValue[] | { readonly stream: string };
}

/** A row, but for the number that tells it from rows of its window that are equal. */
export interface QueryRow {
  readonly timeMs: number | undefined;
  /** Hex, 64 bits or more: the same for equal rows. */
  readonly hash: string;
  /** The record's id, given how many equal rows of the window came before. */
  readonly uid: (before: number) => string;
  /** What is said of it beside what it says itself. */
  readonly attributes: Attributes;
}
