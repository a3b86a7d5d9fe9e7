import type { Feed } from './feed.ts';
import { openRangeReader, type RangeReader } from './range-reader.ts';
import type { Answer } from './reader.ts';
import type { PassState } from './sweep-state.ts';
import type { Walk } from './walk-state.ts';

/** A pass over a list, as far as it has come. */
export interface SweepPass<Item> {
  readonly feed: Feed<Item>;
  readonly reader: RangeReader<Item>;
  readonly sinceMs: number;
  /** As it is broken off here, or, once it has ended, as the next one begins. */
  state(): PassState;
}

export interface PassOptions<Item> {
  readonly feed: Feed<Item>;
  readonly overlapMs: number;
  /** What a pass that begins goes through. */
  readonly bounds: Walk;
}

/** The answer's `Date`, which is when it was sent, not when its rows were looked at. */
const dateSlackMs = 1000;

/** Goes on with a pass, or begins the next one. */
export function openSweepPass<Item>(saved: PassState, { feed, overlapMs, bounds }: PassOptions<Item>): SweepPass<Item> {
  const { sinceMs, due } = saved;
  let { begunMs } = saved;
  let asked = saved.walk !== undefined;
  const range = openRangeReader({ walk: saved.walk ?? bounds, seen: saved.seen ?? '' }, feed, noteBeginning);

  function noteBeginning(_range: unknown, { page }: Answer<Item>): void {
    if (!asked) begunMs = page.nowMs;
    asked = true;
  }

  function state(): PassState {
    if (range.ended()) return { sinceMs: Math.max(sinceMs, (begunMs ?? 0) - overlapMs - dateSlackMs) };
    if (!asked) return { sinceMs, ...(due && { due }) };
    const { walk, seen } = range.state();
    return { sinceMs, ...(due && { due }), walk, seen, ...(begunMs !== undefined && { begunMs }) };
  }

  return { feed, reader: range, sinceMs, state };
}
