/* `most`: so many of one are one of the next. */
const units = [
  { unit: 's', ms: 1000, most: 60 },
  { unit: 'm', ms: 60_000, most: 60 },
  { unit: 'h', ms: 3_600_000, most: 24 },
] as const;

/** A duration for people, rounded, in the largest unit it has one of: `41s`, `12m`, `3h`, `2d`. */
export function durationText(ms: number): string {
  const fitting = units.find((each) => Math.round(Math.abs(ms) / each.ms) < each.most);
  const { unit, ms: size } = fitting ?? { unit: 'd', ms: 86_400_000 };
  return `${Math.round(ms / size)}${unit}`;
}

/** How long ago a time was: `just now`, `3m ago`. */
export function agoText(timeMs: number, nowMs: number): string {
  return nowMs - timeMs < 1000 ? 'just now' : `${durationText(nowMs - timeMs)} ago`;
}

/** A time in full: `2026-01-31 08:00:00 UTC`. */
export function utcText(timeMs: number): string {
  return `${new Date(timeMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
