/** A span of time that a query is run over, epoch milliseconds, both ends included. */
export interface QueryWindow {
  readonly fromMs: number;
  readonly toMs: number;
}

/*
 * Windows lie on a grid that begins with the epoch, so that every life, and a replay, cuts time in the same places. They
 * follow each other without gap or overlap: the vendor's times are whole milliseconds, and both ends are included.
 */

/** The beginning of the window that holds a time. */
export function windowStart(timeMs: number, spanMs: number): number {
  // 0 is what the API takes for none.
  return Math.max(1, Math.floor(timeMs / spanMs) * spanMs);
}

/** From a time to the end of its window, or of so many windows. */
export function windowFrom(fromMs: number, spanMs: number, windows = 1): QueryWindow {
  return { fromMs, toMs: (Math.floor(fromMs / spanMs) + windows) * spanMs - 1 };
}

/** How many windows there are from one up to a time, the one that holds it included. */
export function windowsBetween(fromMs: number, toMs: number, spanMs: number): number {
  return Math.floor(toMs / spanMs) - Math.floor(fromMs / spanMs) + 1;
}
