export interface RatePoint {
  /** Beginning of the minute, epoch milliseconds. */
  readonly atMs: number;
  readonly records: number;
}

const minuteMs = 60_000;

/** Records of each minute, oldest first; the last is the minute of `nowMs`. */
export function ratePoints(rate: readonly number[], nowMs: number): readonly RatePoint[] {
  const lastMs = Math.floor(nowMs / minuteMs) * minuteMs;
  return rate.map((records, index) => ({ atMs: lastMs - (rate.length - 1 - index) * minuteMs, records }));
}
