import { ConnectorError } from '../../contract/index.ts';
import type { Page, PageQuery } from './feed.ts';
import { inOrder, type ListTraits, type Reading, read, sorted, type Step } from './reading.ts';
import { absorbTie, beginTie } from './tie.ts';
import type { Walk } from './walk-state.ts';
import { absorbWindow, beginWindow, lookBefore } from './window.ts';

/**
 * Where a walk asks next. Keyset paging over an API of offsets: every page begins at the last time seen with offset 0,
 * so that whatever changes meanwhile moves forward and is met later, and nothing can slip past.
 */
export function planWalk(walk: Walk, maxLimit: number): PageQuery {
  const limit = Math.min(walk.limit ?? maxLimit, maxLimit);
  const { tie, window, cursorMs, toMs } = walk;
  if (tie) {
    const part = tie.parts[0];
    const query = { fromMs: tie.atMs, toMs: tie.atMs, offset: tie.offset, limit, order: 'oldest-first' } as const;
    return part ? { ...query, part } : query;
  }
  const range = {
    ...(cursorMs !== undefined && { fromMs: cursorMs }),
    ...(toMs !== undefined && { toMs }),
    limit,
    order: 'oldest-first',
  } as const;
  if (!window) return { ...range, offset: walk.offset ?? 0 };
  const endMs = Math.min((cursorMs ?? 1) + window.spanMs - 1, toMs ?? Number.MAX_SAFE_INTEGER);
  return { ...range, toMs: endMs, offset: window.probe ?? 0 };
}

/** Pure: what an answer to {@link planWalk}'s question means. @throws ConnectorError `protocol` without end or order. */
export function absorbPage<Item>(
  walk: Walk,
  answer: { readonly query: PageQuery; readonly page: Page<Item> },
  feed: ListTraits<Item>,
  isNew: (uid: string) => boolean,
): Step<Item> & Pick<Reading<Item>, 'restricted'> {
  refuseTimeless(answer.page);
  const reading = read(answer, feed, isNew);
  const step = absorb(walk, reading);
  return { ...step, restricted: step.reread ? [] : reading.restricted };
}

function absorb<Item>(walk: Walk, reading: Reading<Item>): Step<Item> {
  if (walk.tie) return absorbTie(walk, walk.tie, reading);
  if (walk.window) return absorbWindow(walk, walk.window, reading);
  return absorbKeyset(walk, reading);
}

function absorbKeyset<Item>(walk: Walk, reading: Reading<Item>): Step<Item> {
  const { query, page, rows, moreClaimed, broughtNew, feed } = reading;
  const inNoOrder = feed.unsorted === true || !inOrder(rows);
  if (moreClaimed && inNoOrder) return { walk: beginWindow(walk, reading), rows: [], ended: false, reread: true };
  const oldestFirst = sorted(rows);
  const lastMs = oldestFirst.at(-1)?.atMs;
  // Found by an offset: rows may have slipped under it meanwhile, so nothing before may be taken for read.
  if (query.offset > 0 && broughtNew) return { walk: beginWindow(walk, reading), rows: oldestFirst, ended: false };
  const { offset: _offset, again: _again, ...rest } = walk;
  if (!moreClaimed) return { walk: { ...rest, cursorMs: lastMs ?? query.fromMs }, rows: oldestFirst, ended: true };
  if (!page.full) return absorbShort({ before: walk, rest, rows: oldestFirst, lastMs }, reading);

  // Full of rows that are withheld: there is no time to go on from, and offsets slip as rows leave.
  if (lastMs === undefined) return { walk: beginWindow(walk, reading), rows: [], ended: false, reread: true };
  if (lastMs === query.fromMs) return { walk: beginTie(rest, lastMs), rows: oldestFirst, ended: false };
  // A page of one single time proves no order: look before it, in case the API sent its newest first.
  if (oldestFirst[0]?.atMs === lastMs) return { walk: lookBefore(rest, query, lastMs), rows: [], ended: false };
  return { walk: { ...rest, cursorMs: lastMs }, rows: oldestFirst, ended: false };
}

/** A full page without any time gives nothing to go on from, and would hide what lies behind it. */
function refuseTimeless({ full, rows }: Page<unknown>): void {
  if (!full || rows.length === 0 || rows.some((row) => row.timeMs !== undefined)) return;
  throw new ConnectorError('protocol', 'the API filled a page with records that have no time', {
    code: 'API-BODY',
    remedy: 'Please report it. Nothing is skipped: the connector waits at its checkpoint.',
  });
}

/** Short, yet the count claims more: ask once more, and believe the page when nothing new comes. */
function absorbShort<Item>(
  short: Pick<Step<Item>, 'rows'> & { before: Walk; rest: Walk; lastMs: number | undefined },
  { query, page, broughtNew }: Reading<Item>,
): Step<Item> {
  const { before, rest, rows, lastMs } = short;
  if (before.again && !broughtNew) return { walk: rest, rows, ended: true };
  if (lastMs !== undefined && (query.fromMs === undefined || lastMs > query.fromMs)) {
    return { walk: { ...rest, cursorMs: lastMs, again: true }, rows, ended: false };
  }
  if (before.again && lastMs !== undefined) return { walk: beginTie(rest, lastMs), rows, ended: false };
  return { walk: { ...rest, again: true, offset: query.offset + page.taken }, rows, ended: false };
}
