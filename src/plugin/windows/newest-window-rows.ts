import type { JsonValue } from '../../contract/index.ts';
import type { WorkedRow } from '../sources/row-work.ts';
import type { WindowsOptions } from './follow-windows.ts';
import { numberedRows } from './numbered-rows.ts';
import { type QueryWindow, windowFrom, windowStart } from './query-window.ts';
import type { WindowQuery } from './window-query.ts';

const dayMs = 86_400_000;

/**
 * Rows of the newest window that has settled, at most `limit`. Where it has none, and rows are looked at one by one, of
 * the window that the last day has a row in: two queries more. A query that takes longer than is waited for has none, nor
 * has one of rows that are too large.
 */
export async function newestWindowRows(
  options: Pick<WindowsOptions, 'query' | 'spanMs' | 'delayMs'>,
  limit: number,
  signal: AbortSignal,
): Promise<readonly WorkedRow[]> {
  const { query, spanMs, delayMs } = options;
  const settledMs = (await query.now(signal)) - delayMs;
  const last = windowFrom(windowStart(settledMs, spanMs) - spanMs, spanMs);
  const rows = await rowsOf(query, last, limit, signal);
  if (rows.length > 0 || !query.isRowByRow) return rows;
  const day = { fromMs: windowStart(last.toMs - dayMs, spanMs), toMs: last.toMs };
  const [found] = await itemsOf(query, day, { exists: true }, signal);
  const timeMs = found === undefined ? undefined : query.row(found, day).timeMs;
  if (timeMs === undefined) return [];
  return rowsOf(query, windowFrom(windowStart(timeMs, spanMs), spanMs), limit, signal);
}

async function rowsOf(query: WindowQuery, window: QueryWindow, limit: number, signal: AbortSignal) {
  const rows = numberedRows(query, window, {
    toMs: window.toMs,
    windows: 1,
    id: '',
    query: '',
    delivered: 0,
    digest: '',
  });
  for (const item of await itemsOf(query, window, { exists: false }, signal)) {
    if (rows.read() >= limit) break;
    rows.add(item);
  }
  return rows.take().map((row) => ({ ...row, backfill: false }));
}

async function itemsOf(
  query: WindowQuery,
  window: QueryWindow,
  how: { readonly exists: boolean },
  signal: AbortSignal,
): Promise<readonly JsonValue[]> {
  const outcome = await query.outcome(await query.start(window, how, signal), signal);
  if (typeof outcome === 'string') return [];
  if (outcome.failure) throw outcome.failure;
  if (!('stream' in outcome.rows)) return outcome.rows;
  const first: JsonValue[] = [];
  for await (const item of (await query.stream(outcome.rows.stream, signal)) ?? []) {
    first.push(item);
    if (first.length >= mostLookedAt) break;
  }
  return first;
}

/** As many as an answer without a stream has. */
const mostLookedAt = 1000;
