import type { Page, PageQuery } from '../paging/feed.ts';
import type { Asking } from './check.ts';
import type { Window } from './window.ts';

/** Where counts end: one that reaches it says only "at least" (9,999 in the documents of alerts, 10,000 elsewhere). */
const countCap = 9_999;

export function beginAsking({ fromMs, toMs }: Window): Asking {
  return { fromMs, toMs, atMs: fromMs, widthMs: toMs - fromMs + 1, sum: 0 };
}

/** One row is asked for: the count comes with it. */
export function countQuery({ atMs, widthMs, toMs }: Asking): PageQuery {
  return {
    fromMs: Math.max(1, atMs),
    toMs: Math.min(atMs + widthMs - 1, toMs),
    offset: 0,
    limit: 1,
    order: 'oldest-first',
  };
}

/** Pure: the next question, or the count of the whole span; `unknown` where the API does not tell. */
export function absorbCount(asking: Asking, { claimed, taken }: Page<unknown>): Asking | number | 'unknown' {
  const endMs = Math.min(asking.atMs + asking.widthMs - 1, asking.toMs);
  if (claimed === undefined || claimed < taken) return 'unknown';
  if (claimed >= countCap) {
    const lengthMs = endMs - asking.atMs + 1;
    return lengthMs === 1 ? 'unknown' : { ...asking, widthMs: Math.ceil(lengthMs / 2) };
  }
  const sum = asking.sum + claimed;
  const widthMs = claimed * 4 < countCap ? asking.widthMs * 2 : asking.widthMs;
  return endMs >= asking.toMs ? sum : { ...asking, atMs: endMs + 1, widthMs, sum };
}
