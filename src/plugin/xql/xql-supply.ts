import type { Supply, SupplyMeans } from '../supply/supply.ts';
import { describeWindows } from '../windows/describe-windows.ts';
import { followWindows } from '../windows/follow-windows.ts';
import { newestWindowRows } from '../windows/newest-window-rows.ts';
import { windowStart } from '../windows/query-window.ts';
import { replayWindows } from '../windows/replay-windows.ts';
import { runFrom } from '../windows/window-run.ts';
import { fromWindowsCheckpoint, toWindowsCheckpoint } from '../windows/windows-state.ts';
import { openWindowQuery, queryFingerprint } from './open-window-query.ts';

/** The rows of a connector's query, window by window. */
export function xqlSupply({ config, ...means }: SupplyMeans): Supply {
  const { query, pollIntervalMs, requestTimeoutMs, batchSize, backfillStart } = config;
  if (!query) throw new TypeError('a connector without a query');
  const { binding, clock, logger } = means;
  const { windowMs: spanMs, delayMs } = query;
  const open = (patienceMs: number) => openWindowQuery({ ...means, query, patienceMs });
  const windows = {
    query: open(Math.max(pollIntervalMs, leastPatienceMs)),
    fingerprint: queryFingerprint(query),
    binding,
    clock,
    logger,
    spanMs,
    delayMs,
    batchSize,
  };
  return {
    poll: (checkpoint, _storage, signal) =>
      followWindows({ ...windows, backfillStart, intervalMs: pollIntervalMs }, checkpoint, signal),
    replay: (period, checkpoint, signal) => replayWindows(windows, { period, checkpoint }, signal),
    // Somebody waits for it.
    newest: async (limit, signal) => newestWindowRows({ ...windows, query: open(requestTimeoutMs / 2) }, limit, signal),
    describe: (checkpoint) => describeWindows(fromWindowsCheckpoint(binding, checkpoint), spanMs),
    checkpointAt: (timeMs) => toWindowsCheckpoint(binding, { live: runFrom(windowStart(timeMs, spanMs)) }),
  };
}

/** A query takes seconds: less than that would be asking all the time. */
const leastPatienceMs = 10_000;
