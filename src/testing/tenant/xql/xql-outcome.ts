import type { JsonObject } from '../../faults/answer.ts';

/** The time a query is about, epoch milliseconds; both ends included. */
export interface XqlWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/** What becomes of a query. */
export interface XqlOutcome {
  /**
   * Rows of the dataset; those with a `_time` outside of the window are left out, as those beyond a `limit` of the query
   * are. A function makes them anew whenever they are counted or sent: with a generator there may be any number.
   */
  readonly rows?: readonly JsonObject[] | ((window: XqlWindow) => Iterable<JsonObject>);
  /** How long it is PENDING. Default 2 seconds. */
  readonly durationMs?: number;
  /** Default `SUCCESS`. */
  readonly ends?: 'SUCCESS' | 'FAIL' | 'PARTIAL_SUCCESS';
  /** Units it costs, charged when it ends. Default 0.001596388888888889. */
  readonly cost?: number;
  /** What `error_details` says of one that failed. */
  readonly errorDetails?: string;
  /** Makes the start be refused with 500 and this in `err_extra`: a query that cannot be understood. */
  readonly refusal?: string;
}

export const usualOutcome: Required<Omit<XqlOutcome, 'refusal'>> = {
  rows: [],
  durationMs: 2000,
  ends: 'SUCCESS',
  cost: 0.001596388888888889,
  errorDetails: 'The query could not be completed',
};
