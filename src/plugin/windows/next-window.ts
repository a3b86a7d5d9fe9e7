import { type QueryWindow, windowFrom, windowsBetween } from './query-window.ts';
import type { WindowRun } from './window-run.ts';

export interface NextWindow extends QueryWindow {
  /** How many windows of the grid it covers. */
  readonly windows: number;
}

/**
 * The window that is next, if it ends before `endMs`. Where rows are looked at one by one, a long time without any is
 * asked about in spans of many windows, twice as many each time: so the way from 1970 to the first row takes some sixty
 * questions. What has rows is always read window by window.
 */
export function nextWindow(
  { fromMs, partToMs, stride }: WindowRun,
  { endMs, spanMs, leaps }: { readonly endMs: number; readonly spanMs: number; readonly leaps: boolean },
): NextWindow | undefined {
  if (partToMs !== undefined) return partToMs < endMs ? { fromMs, toMs: partToMs, windows: 1 } : undefined;
  if (windowFrom(fromMs, spanMs).toMs >= endMs) return undefined;
  // The window that holds the end has not ended.
  const most = windowsBetween(fromMs, endMs, spanMs) - 1;
  const windows = leaps ? Math.min(stride, most) : 1;
  return { ...windowFrom(fromMs, spanMs, windows), windows };
}
