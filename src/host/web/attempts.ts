import type { Clock } from '../../contract/index.ts';

export interface AttemptParts {
  /** The most within {@link AttemptParts.windowMs}. */
  readonly limit: number;
  readonly windowMs: number;
  readonly clock: Pick<Clock, 'elapsed'>;
}

/** How often somebody may try something. */
export interface Attempts {
  /** Milliseconds until the next one is allowed; 0: now. */
  waitMs(who: string): number;
  count(who: string): void;
  /** What was counted last came to nothing. */
  takeBack(who: string): void;
}

/** More names than this are only there when somebody makes them up: then the oldest are forgotten. */
const mostNames = 4096;

/** Counts attempts in a window that slides. An attempt that was not allowed does not count. */
export function createAttempts({ limit, windowMs, clock }: AttemptParts): Attempts {
  const times = new Map<string, readonly number[]>();

  function recent(who: string): readonly number[] {
    const sinceMs = clock.elapsed() - windowMs;
    return (times.get(who) ?? []).filter((ms) => ms > sinceMs);
  }

  return {
    waitMs(who) {
      const counted = recent(who);
      const oldest = counted.at(-limit);
      return oldest === undefined ? 0 : oldest + windowMs - clock.elapsed();
    },
    count(who) {
      const counted = [...recent(who), clock.elapsed()];
      // Put anew, so that the order of the map is the order of last use.
      times.delete(who);
      times.set(who, counted.slice(-limit));
      const [oldest] = times.keys();
      if (times.size > mostNames && oldest !== undefined) times.delete(oldest);
    },
    takeBack: (who) => void times.set(who, recent(who).slice(0, -1)),
  };
}
