import type { PageQuery } from './feed.ts';
import { type Reading, sorted, type Step } from './reading.ts';
import { beginTie } from './tie.ts';
import type { Walk, Window } from './walk-state.ts';

/** Later than the answer's `Date`, which is cut off to the second. */
const dateSlackMs = 1000;

/** Turns a walk whose answers give no time to go on from to windows that fit on one page, where order does not matter. */
export function beginWindow(walk: Walk, reading: Reading<unknown>): Walk {
  const { offset: _offset, again: _again, ...rest } = walk;
  const cursorMs = reading.query.fromMs ?? 1;
  const endMs = walk.toMs ?? openEnd(reading, cursorMs);
  const spanMs = Math.max(1, Math.ceil((endMs - cursorMs + 1) / 2));
  return { ...rest, cursorMs, window: walk.toMs === undefined ? { spanMs, endMs } : { spanMs } };
}

/** Turns a walk to the one window before `atMs`; back to pages when it fits. */
export function lookBefore(walk: Walk, query: PageQuery, atMs: number): Walk {
  const cursorMs = query.fromMs ?? 1;
  const window = { spanMs: Math.max(1, atMs - cursorMs), once: true };
  return { ...walk, cursorMs, window: walk.toMs === undefined ? { ...window, endMs: atMs } : window };
}

/** One page of a window: it fits and the walk goes on behind it, or it does not and is halved. */
export function absorbWindow<Item>(walk: Walk, before: Window, reading: Reading<Item>): Step<Item> {
  const { query, page, moreClaimed, broughtNew } = reading;
  const cursorMs = query.fromMs ?? 1;
  const window = walk.toMs === undefined ? { ...before, endMs: openEnd(reading, before.endMs ?? cursorMs) } : before;
  const { probe: _probe, readSinceMs, once, ...unprobed } = window;
  const rows = sorted(reading.rows);
  const probing = window.probe !== undefined;

  const fits = probing ? !broughtNew && !page.full : !moreClaimed;
  if (fits && once) {
    const { window: _window, ...pages } = walk;
    return { walk: { ...pages, cursorMs: (query.toMs ?? cursorMs) + 1 }, rows, ended: false, readSinceMs };
  }
  if (fits) {
    return { ...passWindow(walk, unprobed, { query, rows, sparse: page.taken * 4 < query.limit }), readSinceMs };
  }
  if (!probing && !page.full) {
    // Short, yet the count claims more: what came counts; look behind it before going on.
    return {
      walk: { ...walk, window: { ...window, probe: query.offset + page.taken, readSinceMs: page.nowMs } },
      rows,
      ended: false,
    };
  }
  if (window.spanMs === 1) return { walk: beginTie({ ...walk, window: unprobed }, cursorMs), rows, ended: false };
  const halved = { ...unprobed, spanMs: Math.ceil(window.spanMs / 2) };
  return { walk: { ...walk, window: halved }, rows: probing ? rows : [], ended: false, reread: !probing };
}

function passWindow<Item>(
  walk: Walk,
  window: Window,
  { query, rows, sparse }: { query: Reading<Item>['query']; rows: Step<Item>['rows']; sparse: boolean },
): Step<Item> {
  const passedMs = query.toMs ?? window.endMs ?? 0;
  const ended = passedMs >= (walk.toMs ?? window.endMs ?? 0);
  const spanMs = sparse ? window.spanMs * 2 : window.spanMs;
  return { walk: { ...walk, cursorMs: passedMs + 1, window: { ...window, spanMs } }, rows, ended };
}

/** Up to where an open-ended walk reads by windows: a moment after now, never further back than it was. */
function openEnd({ page, rows }: Reading<unknown>, leastMs: number): number {
  const nowMs = page.nowMs ?? Math.max(leastMs, ...rows.map((row) => row.atMs));
  return Math.max(leastMs, nowMs + dateSlackMs);
}
