const units = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1000],
] as const;

/** A duration for people, in its largest unit: `41s`, `12m`, `3h`, `2d`. */
export function durationText(ms: number): string {
  const [unit, size] = units.find(([, least]) => Math.abs(ms) >= least) ?? ['s', 1000];
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
