import { windowsBetween } from './query-window.ts';
import type { WindowRun } from './window-run.ts';
import type { WindowsState } from './windows-state.ts';

/** A checkpoint's state in words, a line each. */
export function describeWindows({ live, history }: WindowsState, spanMs: number): readonly string[] {
  const lines = [
    `The next window begins at ${when(live.fromMs)}; what earlier ones had has been delivered.`,
    ...describeOpen(live),
  ];
  if (!history) return [...lines, 'History: done, or none was asked for.'];
  const { fromMs, endMs, run } = history;
  const done = windowsBetween(fromMs, run.fromMs, spanMs) - 1;
  const all = windowsBetween(fromMs, endMs - 1, spanMs);
  return [
    ...lines,
    `History from ${when(fromMs)} to ${when(endMs)}: ${done} of ${all} windows done.`,
    ...describeOpen(run),
  ];
}

function describeOpen({ fromMs, open }: WindowRun): readonly string[] {
  if (!open) return [];
  const span = `${when(fromMs)} to ${when(open.toMs)}`;
  if (open.windows > 1) return [`Whether there is anything from ${span} is asked by query ${open.id}.`];
  const of = open.count === undefined ? '' : ` of ${open.count}`;
  return [`Query ${open.id} is about ${span}: ${open.delivered}${of} rows delivered.`];
}

function when(timeMs: number): string {
  return new Date(timeMs).toISOString();
}
