import { type Clock, ConnectorError } from '../../contract/index.ts';
import type { BackfillStart } from '../cortex-config.ts';
import type { Feed } from './feed.ts';
import type { FollowState } from './follow-state.ts';
import { historyUpTo } from './history.ts';

export interface Beginning {
  readonly backfillStart: BackfillStart;
  readonly overlapMs: number;
  readonly clock: Clock;
}

/**
 * Where a first start begins. The divide between history and the live tail is the newest record's time or the server's
 * clock (ours without one), whichever is earlier, less the overlap: everything from it on is followed live, everything
 * before is history.
 */
export async function begin<Item>(feed: Feed<Item>, how: Beginning, signal: AbortSignal): Promise<FollowState> {
  const page = await feed.page({ offset: 0, limit: 1, order: 'newest-first' }, signal);
  const newestMs = page.rows.reduce((newest, row) => Math.max(newest, row.timeMs ?? newest), -Infinity);
  const nowMs = page.nowMs ?? how.clock.now();
  // Our clock may be wrong: with nothing else to go by, everything is followed live.
  const latestMs = newestMs > 0 ? Math.min(newestMs, nowMs) : (page.nowMs ?? 1);
  const divideMs = Math.max(1, latestMs - how.overlapMs);
  // What an unsorted list names first may be old: a divide that early is safe, but "now" is not to begin there.
  const isNow = feed.unsorted === true && how.backfillStart.kind === 'now';
  const floorMs = isNow ? Math.max(1, nowMs - how.overlapMs) : floorOf(how.backfillStart, nowMs);
  const live = liveFrom(Math.max(divideMs, floorMs ?? divideMs));
  const wantsHistory = how.backfillStart.kind !== 'now' && (floorMs ?? 0) < divideMs;
  return wantsHistory ? { live, history: historyUpTo(divideMs - 1, floorMs) } : { live };
}

export function liveFrom(timeMs: number): FollowState['live'] {
  return { settledMs: timeMs, pass: 1, walk: { cursorMs: timeMs }, seen: '' };
}

/** Where history begins at the earliest, epoch milliseconds. @throws ConnectorError `config` for a time in the future. */
export function floorOf(start: BackfillStart, nowMs: number): number | undefined {
  if (start.kind === 'ago') return Math.max(1, nowMs - start.ms);
  if (start.kind !== 'time') return undefined;
  if (start.timeMs <= nowMs) return start.timeMs;
  throw new ConnectorError('config', `backfill_start_time ${new Date(start.timeMs).toISOString()} lies in the future`, {
    code: 'CFG-001',
    remedy: 'Give a time that has passed, "all" or "now".',
  });
}
