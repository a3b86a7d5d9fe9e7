import type { CheckedPeriod } from '../../api/insights.ts';

/** A period on a strip from 0 to 100, oldest left. */
export interface PeriodBar {
  readonly x: number;
  readonly width: number;
  readonly state: CheckedPeriod['state'];
}

/** Wide enough to be seen, however short the period is. */
const leastWidth = 0.4;

/** Where periods lie on a strip that spans all of them; neighbours of the same state are one bar. */
export function periodBars(periods: readonly Pick<CheckedPeriod, 'from' | 'to' | 'state'>[]): readonly PeriodBar[] {
  const spans = periods
    .map(({ from, to, state }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) + 1, state }))
    .toSorted((a, b) => a.fromMs - b.fromMs);
  const startMs = spans[0]?.fromMs ?? 0;
  const wholeMs = Math.max(1, ...spans.map(({ toMs }) => toMs - startMs));
  const joined: (typeof spans)[number][] = [];
  for (const span of spans) {
    const before = joined.at(-1);
    if (before && before.state === span.state && before.toMs >= span.fromMs) {
      joined[joined.length - 1] = { ...before, toMs: Math.max(before.toMs, span.toMs) };
    } else joined.push(span);
  }
  return joined.map(({ fromMs, toMs, state }) => {
    const width = Math.max(leastWidth, ((toMs - fromMs) / wholeMs) * 100);
    return { x: Math.min(((fromMs - startMs) / wholeMs) * 100, 100 - width), width, state };
  });
}
