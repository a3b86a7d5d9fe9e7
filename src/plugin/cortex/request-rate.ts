/** How many requests a second a tenant takes from us: halved when it complains, slowly back when it does not. */
export interface RequestRate {
  /** Requests per second at monotonic time `now`. */
  at(now: number): number;
  /** The tenant complained. Complaints about one burst count once. */
  complain(now: number): void;
  /** The most that is allowed, requests per second. */
  limit(ceiling: number): void;
}

const floor = 0.1;
const recoveryStepMs = 10_000;
const recoveryStep = 1 / 20;

export function createRequestRate(): RequestRate {
  let ceiling = Number.POSITIVE_INFINITY;
  let slowed: { readonly rate: number; readonly sinceMs: number } | undefined;

  const at = (now: number): number => {
    if (slowed === undefined) return ceiling;
    const steps = Math.floor((now - slowed.sinceMs) / recoveryStepMs);
    const rate = Math.min(ceiling, slowed.rate + steps * recoveryStep * ceiling);
    if (rate >= ceiling) slowed = undefined;
    return rate;
  };

  return {
    at,
    complain: (now) => {
      const rate = at(now);
      const burstMs = Math.max(1000, 1000 / rate);
      if (slowed && now - slowed.sinceMs < burstMs) return;
      slowed = { rate: Math.max(floor, rate / 2), sinceMs: now };
    },
    limit: (most) => {
      ceiling = most;
    },
  };
}
