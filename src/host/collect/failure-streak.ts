import type { ErrorKind } from '../../contract/index.ts';

/** Where a connector stands that has just failed. */
export interface Failing {
  /**
   * From 1: failures since something was delivered; of answers that are not understood, those since a poll ended well,
   * for the same page may fail each time while others bring records.
   */
  readonly inARow: number;
  /** When the first failure was since something was delivered, monotonic milliseconds. */
  readonly sinceMs: number;
  /** Something was delivered since the failure before. */
  readonly delivering: boolean;
}

/** Counts failures until something goes well. */
export interface FailureStreak {
  failed(kind: ErrorKind, elapsedMs: number): Failing;
  readonly delivered: () => void;
  pollEnded(): void;
}

export function createFailureStreak(): FailureStreak {
  let failures = 0;
  let notUnderstood = 0;
  let sinceMs: number | undefined;
  const delivered = (): void => {
    failures = 0;
    sinceMs = undefined;
  };
  return {
    failed(kind, elapsedMs) {
      const delivering = failures === 0;
      failures += 1;
      if (kind === 'protocol') notUnderstood += 1;
      sinceMs ??= elapsedMs;
      return { inARow: kind === 'protocol' ? notUnderstood : failures, sinceMs, delivering };
    },
    delivered,
    pollEnded() {
      delivered();
      notUnderstood = 0;
    },
  };
}
