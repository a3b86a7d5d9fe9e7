import { z } from 'zod';
import type { HistoryProgress } from '../../contract/index.ts';
import type { Feed } from './feed.ts';
import { historyPlanSchema, historyProgress, planHistory, rangeBounds } from './history-plan.ts';
import { openRangeReader, type RangeReader } from './range-reader.ts';
import type { Answer, Reader } from './reader.ts';
import { type Walk, walkSchema } from './walk-state.ts';

/** Ranges read at the same time. */
const parallel = 4;
/** A range that remembers more ids than this is read alone, so that the checkpoint stays bounded. */
const manySeen = 200;

const rangeSchema = z.strictObject({ walk: walkSchema, seen: z.string() });

/**
 * History below the divide, cut into ranges of equal time. `plan` is absent until the first page has shown where history
 * begins; `active` are the ranges being read, the others follow from the plan.
 */
export const historySchema = z.strictObject({
  toMs: z.int(),
  plan: historyPlanSchema.optional(),
  active: z.array(rangeSchema).max(parallel),
});

export interface RangeState {
  readonly walk: Walk;
  readonly seen: string;
}
export type HistoryState = Readonly<Omit<z.infer<typeof historySchema>, 'active'>> & {
  readonly active: readonly RangeState[];
};

export interface History<Item> {
  /** Ranges that may be asked for a page now, besides those that are being asked. */
  ready(asking: ReadonlySet<Reader<Item>>): readonly Reader<Item>[];
  pending(): boolean;
  /** Ids it holds, of all its ranges. */
  remembered(): number;
  /** Undefined once nothing is left. */
  state(): HistoryState | undefined;
  progress(): HistoryProgress | undefined;
}

/** History from a floor (absent: from the oldest record there is) up to and including `toMs`. */
export function historyUpTo(toMs: number, floorMs: number | undefined): HistoryState {
  const walk: Walk = floorMs === undefined ? { toMs } : { cursorMs: floorMs, toMs };
  return { toMs, active: [{ walk, seen: '' }] };
}

/** Where its part begins that has not been read to the end; everything before has. */
export function unreadFromMs({ plan, active, toMs }: HistoryState): number {
  const next = plan && plan.next < plan.ranges ? [rangeBounds(plan, plan.next, toMs).cursorMs] : [];
  return Math.min(...active.map(({ walk }) => walk.cursorMs ?? 0), ...next);
}

export function openHistory<Item>(saved: HistoryState | undefined, feed: Feed<Item>): History<Item> {
  const toMs = saved?.toMs ?? 0;
  let plan = saved?.plan;
  let ranges = (saved?.active ?? []).map((range) => openRange(range));

  function openRange(state: RangeState): RangeReader<Item> {
    return openRangeReader(state, feed, (range, answer, firstMs) => {
      if (range.ended()) ranges = ranges.filter((other) => other !== range);
      else if (!plan) cutIntoRanges(range, answer, firstMs);
    });
  }

  /** The first page has shown where history begins: what is left of it is shared out. */
  function cutIntoRanges(head: RangeReader<Item>, { query, page }: Answer<Item>, firstMs: number | undefined): void {
    const { cursorMs, tie, window } = head.state().walk;
    if (cursorMs === undefined || tie) return;
    // A window shows where history begins once it has been read and something was in it.
    if (window && (page.taken === 0 || window.probe !== undefined || cursorMs === query.fromMs)) return;
    const fromMs = firstMs ?? cursorMs;
    plan = planHistory({ fromMs, startMs: cursorMs, toMs }, window ? undefined : page.claimed, feed.maxLimit);
    head.endAt(rangeBounds(plan, 0, toMs).toMs);
  }

  function takeUpNext(): void {
    while (plan && plan.next < plan.ranges && ranges.length < parallel) {
      ranges.push(openRange({ walk: rangeBounds(plan, plan.next, toMs), seen: '' }));
      plan = { ...plan, next: plan.next + 1 };
    }
  }

  return {
    ready(asking) {
      takeUpNext();
      const crowded = ranges.find((range) => range.remembered() > manySeen);
      return (crowded ? [crowded] : ranges).filter((range) => !asking.has(range));
    },
    pending: () => ranges.length > 0 || (plan !== undefined && plan.next < plan.ranges),
    remembered: () => ranges.reduce((sum, range) => sum + range.remembered(), 0),
    state() {
      if (!this.pending()) return undefined;
      return { toMs, ...(plan && { plan }), active: ranges.map((range) => range.state()) };
    },
    progress() {
      if (!this.pending()) return undefined;
      if (!plan) return { rangesDone: 0, ranges: 1, ratio: 0, toMs };
      const unreadMs = ranges.reduce((sum, range) => sum + range.unreadMs(), 0);
      return historyProgress(plan, { toMs, active: ranges.length, unreadMs });
    },
  };
}
