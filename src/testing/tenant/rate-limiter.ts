/** Counts what was let through within the last second. */
export interface RateLimiter {
  /** True when one more request may pass at `nowMs`; it is counted then. */
  admit(nowMs: number): boolean;
}

/** Lets `perSecond` requests pass in any second; infinity lets all pass. */
export function createRateLimiter(perSecond: number): RateLimiter {
  let recent: number[] = [];
  return {
    admit: (nowMs) => {
      if (perSecond === Infinity) return true;
      // A clock set back must not lock everyone out: what lies ahead is forgotten too.
      recent = recent.filter((atMs) => atMs > nowMs - 1000 && atMs <= nowMs);
      if (recent.length >= perSecond) return false;
      recent.push(nowMs);
      return true;
    },
  };
}
