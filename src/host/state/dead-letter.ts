import type { LogRecord } from '../../contract/index.ts';

/**
 * `refused`: a record the endpoint will never take, set aside with the checkpoint that passes it. `partial`: a batch of
 * which the endpoint rejected some records without saying which; kept for inspection, since sending it again is forbidden.
 */
export type DeadLetterKind = 'refused' | 'partial';

export interface DeadLetter {
  readonly kind: DeadLetterKind;
  /** Why, in the endpoint's words; without secrets. */
  readonly reason: string;
  readonly atMs: number;
  /** One record of kind `refused`, a whole batch of kind `partial`. */
  readonly records: readonly LogRecord[];
}

export interface StoredDeadLetter extends DeadLetter {
  /** Of this entry, increasing with time. */
  readonly id: number;
  readonly connector: string;
  /** Altered where it is stored: nothing of it can be trusted, so it holds no records and can only be discarded. */
  readonly damaged?: true;
}

export interface DeadLetterQuery {
  readonly connector?: string;
  readonly kind?: DeadLetterKind;
  /** Entries after this id; default: from the first. */
  readonly afterId?: number;
  /** Entries, oldest first. */
  readonly limit: number;
}

export interface DeadLetterTotals {
  readonly connector: string;
  readonly kind: DeadLetterKind;
  readonly entries: number;
  readonly records: number;
  readonly bytes: number;
}

/** The most that may be set aside in one store: collecting stops there, nothing is dropped. */
export interface DeadLetterLimits {
  readonly records: number;
  readonly bytes: number;
}

export const deadLetterLimits: DeadLetterLimits = { records: 10_000, bytes: 1024 ** 3 };
