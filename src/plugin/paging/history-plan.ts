import { z } from 'zod';
import type { HistoryProgress } from '../../contract/index.ts';

const pagesPerRange = 5;
const mostRanges = 64;
/** How many ranges when the API does not say how much there is. */
const rangesByDefault = 16;

/** How history is shared out: `ranges` ranges of `widthMs` from `startMs` on, those before `next` taken up. */
export const historyPlanSchema = z.strictObject({
  /** Where history begins, for display: the oldest record, or the floor. */
  fromMs: z.int(),
  startMs: z.int(),
  widthMs: z.int().min(1),
  ranges: z.int().min(1),
  next: z.int().min(0),
});
export type HistoryPlan = Readonly<z.infer<typeof historyPlanSchema>>;

export interface Extent {
  readonly fromMs: number;
  readonly startMs: number;
  readonly toMs: number;
}

/** Shares out `startMs` to `toMs`; the first range is taken up already. `claimed` is the number of records, if known. */
export function planHistory(extent: Extent, claimed: number | undefined, maxLimit: number): HistoryPlan {
  const { fromMs, startMs, toMs } = extent;
  const wanted = claimed === undefined ? rangesByDefault : Math.ceil(claimed / (maxLimit * pagesPerRange));
  const widthMs = Math.max(1, Math.ceil((toMs - startMs + 1) / Math.min(mostRanges, Math.max(1, wanted))));
  return { fromMs, startMs, widthMs, ranges: Math.max(1, Math.ceil((toMs - startMs + 1) / widthMs)), next: 1 };
}

/** Both ends of a range, included. */
export function rangeBounds(plan: HistoryPlan, index: number, toMs: number): { cursorMs: number; toMs: number } {
  const cursorMs = plan.startMs + index * plan.widthMs;
  return { cursorMs, toMs: Math.min(cursorMs + plan.widthMs - 1, toMs) };
}

/** `unreadMs` is the time still to read in the ranges taken up, `active` their number. */
export function historyProgress(
  plan: HistoryPlan,
  left: { readonly toMs: number; readonly active: number; readonly unreadMs: number },
): HistoryProgress {
  const { fromMs, startMs, widthMs, ranges, next } = plan;
  const unreadMs = left.unreadMs + Math.max(0, left.toMs - (startMs + next * widthMs) + 1);
  const wholeMs = Math.max(1, left.toMs - fromMs + 1);
  const ratio = Math.min(1, Math.max(0, 1 - unreadMs / wholeMs));
  return { rangesDone: next - left.active, ranges, ratio, fromMs, toMs: left.toMs };
}
