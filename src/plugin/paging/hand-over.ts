import { liveFrom } from './begin.ts';
import type { FollowState } from './follow-state.ts';
import { historyUpTo, type HistoryState } from './history.ts';
import { rangeBounds } from './history-plan.ts';
import { sweepFrom, type SweepState } from './sweep-state.ts';

export type SweptState = FollowState & { readonly sweep: SweepState };

/**
 * What was followed by the time of change is swept from now on. Everything that changed since the earliest time not yet
 * read is delivered once, wherever it is: so all passes are due.
 */
export function toSweep(state: FollowState): SweptState {
  const sinceMs = unreadFromMs(state);
  return { live: liveFrom(state.live.settledMs), sweep: sweepFrom(sinceMs, ['open', 'recent', 'old']) };
}

/** What was swept is followed by the time of change again, from the earliest change a pass may have missed. */
export function fromSweep({ live, history, sweep }: SweptState): FollowState {
  const sinceMs = Math.max(1, Math.min(live.settledMs, sweep.open.sinceMs, sweep.recent.sinceMs, sweep.old.sinceMs));
  const sinceMissedMs = Math.max(1, Math.min(sinceMs, sweep.missedSinceMs ?? sinceMs));
  if (!history) return { live: liveFrom(sinceMissedMs) };
  return { live: liveFrom(sinceMissedMs), history: historyUpTo(Math.max(1, sinceMissedMs - 1), floorOf(history)) };
}

/** No item is older by its last change than by its creation. */
function floorOf({ plan, active }: HistoryState): number | undefined {
  return plan?.fromMs ?? active[0]?.walk.cursorMs;
}

/** The earliest time that may hold something that was not read yet. */
function unreadFromMs({ live, history }: FollowState): number {
  if (!history) return live.settledMs;
  const { plan, active, toMs } = history;
  const next = plan && plan.next < plan.ranges ? rangeBounds(plan, plan.next, toMs).cursorMs : live.settledMs;
  return Math.min(live.settledMs, next, ...active.map(({ walk }) => walk.cursorMs ?? 0));
}
