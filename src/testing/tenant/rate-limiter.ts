/** Counts what was let through within the last while. */
export interface RateLimiter {
  /** True when one more request may pass at `nowMs`; it is counted then. */
  admit(nowMs: number): boolean;
}

/** Lets `count` requests pass in any `windowMs` (default a second); infinity lets all pass. */
export function createRateLimiter(count: number, windowMs = 1000): RateLimiter {
  let recent: number[] = [];
  return {
    admit: (nowMs) => {
      if (count === Infinity) return true;
      // A clock set back must not lock everyone out: what lies ahead is forgotten too.
      recent = recent.filter((atMs) => atMs > nowMs - windowMs && atMs <= nowMs);
      if (recent.length >= count) return false;
      recent.push(nowMs);
      return true;
    },
  };
}
