import type { StorageChange } from '../../contract/index.ts';
import type { Checks, OfMarks } from './check.ts';
import { forgotten, type Tally } from './deliveries.ts';
import type { Ledger } from './ledger.ts';
import { advanced } from './next-task.ts';
import { forgetNote, isOpen, type Note } from './note.ts';
import type { Window } from './window.ts';

const dayMs = 86_400_000;
const mostDays = 31;

export interface Kept {
  readonly ledger: Ledger;
  readonly tallies: readonly Tally[];
  readonly notes: readonly Note[];
}

/** What follows from a span found in order: the marks move up, and what the last mark has passed is forgotten. */
export function settle(
  checks: Checks,
  { dueMs, agreed }: { readonly dueMs: OfMarks; readonly agreed: Window },
  { ledger, tallies, notes }: Kept,
): { readonly checks: Checks; readonly changes: readonly StorageChange[] } {
  const doneMs = advanced(checks.doneMs, dueMs, agreed);
  const certified = { fromMs: checks.doneMs[2], toMs: doneMs[2] - 1 };
  const done = tallies.filter(({ toMs }) => toMs < doneMs[2]);
  const open = notes.filter(isOpen);
  const isNeeded = (tally: Tally): boolean =>
    open.some(({ fromMs, toMs }) => fromMs <= tally.fromMs && tally.toMs <= toMs);
  const changes = [
    ...done.filter((tally) => !isNeeded(tally)).flatMap((tally) => forgotten(ledger, tally)),
    ...notes.filter(({ kind, toMs }) => kind === 'explained' && toMs < doneMs[2]).map(forgetNote),
  ];
  const fresh = done.filter(({ fromMs }) => fromMs >= certified.fromMs);
  return { checks: { ...checks, doneMs, days: withCertified(checks.days, certified, fresh) }, changes };
}

/** Day by day (UTC); of the days before the last month what they held together. */
function withCertified(days: Checks['days'], certified: Window, tallies: readonly Tally[]): Checks['days'] {
  // Before the first record there is nothing to tell, back to the beginning of time.
  const beginMs = certified.fromMs > 1 ? certified.fromMs : tallies[0]?.fromMs;
  if (beginMs === undefined || certified.toMs < beginMs) return days;
  const counts = new Map<number, number>();
  for (const { fromMs, count } of tallies) counts.set(dayOf(fromMs), (counts.get(dayOf(fromMs)) ?? 0) + count);
  const begun = [...new Set([dayOf(beginMs), ...counts.keys(), dayOf(certified.toMs)])].toSorted((a, b) => a - b);
  const added = begun.map((day, index) => ({
    fromMs: Math.max(day, beginMs),
    toMs: Math.min((begun[index + 1] ?? Infinity) - 1, certified.toMs),
    count: counts.get(day) ?? 0,
  }));
  const all = [...days, ...added].reduce<Checks['days']>((merged, day) => {
    const last = merged.at(-1);
    if (last && dayOf(last.fromMs) === dayOf(day.fromMs)) return [...merged.slice(0, -1), together(last, day)];
    return [...merged, day];
  }, []);
  const before = all.slice(0, -mostDays);
  return before.length > 0 ? [before.reduce(together), ...all.slice(-mostDays)] : all;
}

function together(a: Checks['days'][number], b: Checks['days'][number]): Checks['days'][number] {
  return { fromMs: a.fromMs, toMs: b.toMs, count: a.count + b.count };
}

function dayOf(timeMs: number): number {
  return Math.floor(timeMs / dayMs) * dayMs;
}
