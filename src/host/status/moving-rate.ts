/** Sum of what happened within a sliding window, in ten buckets. Times are monotonic milliseconds. */
export interface MovingRate {
  add(amount: number, elapsedMs: number): void;
  perSecond(elapsedMs: number): number;
}

export function createMovingRate(windowMs = 60_000): MovingRate {
  const bucketMs = windowMs / 10;
  const buckets = new Map<number, number>();
  let begunMs: number | undefined;
  /** Buckets are whole: what the window covers of the oldest one it touches has been forgotten. */
  const oldest = (elapsedMs: number): number => Math.floor((elapsedMs - windowMs) / bucketMs) + 1;
  const forget = (elapsedMs: number): void => {
    for (const bucket of buckets.keys()) if (bucket < oldest(elapsedMs)) buckets.delete(bucket);
  };
  return {
    add(amount, elapsedMs) {
      begunMs ??= elapsedMs;
      forget(elapsedMs);
      const bucket = Math.floor(elapsedMs / bucketMs);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + amount);
    },
    perSecond(elapsedMs) {
      forget(elapsedMs);
      if (begunMs === undefined) return 0;
      const spanMs = Math.max(1000, elapsedMs - Math.max(begunMs, oldest(elapsedMs) * bucketMs));
      return ([...buckets.values()].reduce((sum, amount) => sum + amount, 0) * 1000) / spanMs;
    },
  };
}
