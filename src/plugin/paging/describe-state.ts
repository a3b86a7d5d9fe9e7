import type { FollowState } from './follow-state.ts';
import { createSeen } from './seen.ts';
import { passNames, type SweepState } from './sweep-state.ts';
import type { Walk } from './walk-state.ts';

/** A checkpoint's state in words, a line each. */
export function describeState({ live, history, sweep }: FollowState): readonly string[] {
  const lines = [
    ...(sweep ? describeSweep(sweep) : []),
    `The next pass begins at ${when(live.settledMs)}; everything before has been delivered and has settled.`,
    `Pass ${live.pass}: ${describeWalk(live.walk)}.`,
    `${createSeen(live.seen).size} delivered records are remembered, so that reading them again does not repeat them.`,
  ];
  if (!history) return [...lines, 'History: done, or none was asked for.'];
  const { plan, active, toMs } = history;
  if (!plan) return [...lines, `History up to ${when(toMs)}: not begun, or its beginning is being read.`];
  const done = plan.next - active.length;
  return [
    ...lines,
    `History from ${when(plan.fromMs)} to ${when(toMs)}: ${done} of ${plan.ranges} ranges done.`,
    ...active.map(({ walk }) => `Range up to ${when(walk.toMs ?? toMs)}: ${describeWalk(walk)}.`),
  ];
}

function describeSweep(sweep: SweepState): readonly string[] {
  const titles = { open: 'what is open', recent: 'what is recent', old: 'what is older' };
  const passes = passNames.map((name) => {
    const { sinceMs, walk } = sweep[name];
    const settled = sinceMs > 0 ? `changes before ${when(sinceMs)} have been delivered` : 'none has ended yet';
    return `Sweep over ${titles[name]}: ${settled}; ${walk ? describeWalk(walk) : 'the next one has not begun'}.`;
  });
  return [
    'The API cannot be asked for changes: the list is swept for them. New items are followed by their creation.',
    ...passes,
  ];
}

function describeWalk({ cursorMs, tie, window }: Walk): string {
  const at = cursorMs === undefined ? 'from the oldest record' : `at ${when(cursorMs)}`;
  if (tie) return `${at}, reading the one millisecond by offsets (${tie.offset} read)`;
  if (window) return `${at}, by windows of ${window.spanMs} ms, because answers came out of order`;
  return at;
}

function when(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
