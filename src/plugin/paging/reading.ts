import { createHash } from 'node:crypto';
import type { ConnectorError } from '../../contract/index.ts';
import type { Feed, Page, PageQuery, Row } from './feed.ts';
import type { Walk } from './walk-state.ts';

/** A row with the time it is filed under: its own, or that of the row before it when it has none. */
export interface TimedRow<Item> extends Row<Item> {
  readonly atMs: number;
}

/** What a walk has to know of its list. */
export type ListTraits<Item> = Pick<Feed<Item>, 'split' | 'offsetCeiling' | 'unsorted'>;

/** An answer, with what is needed to judge it. */
export interface Reading<Item> {
  readonly query: PageQuery;
  readonly page: Page<Item>;
  /** The page's rows as they came, each with a time. */
  readonly rows: readonly TimedRow<Item>[];
  /** The page came full, or its count claims rows beyond it. */
  readonly moreClaimed: boolean;
  /** Rows the key's role may not see: an id made of theirs, filed under the end of the page. */
  readonly restricted: readonly { readonly uid: string; readonly atMs: number }[];
  /** At least one row has not been delivered yet. */
  readonly broughtNew: boolean;
  readonly feed: ListTraits<Item>;
}

/** What an answer does to a walk. */
export interface Step<Item> {
  readonly walk: Walk;
  /** Rows that count as read now, oldest first, some perhaps delivered before. */
  readonly rows: readonly TimedRow<Item>[];
  /** Nothing is left to read up to the walk's end. */
  readonly ended: boolean;
  /** The page does not count as read: all of it is asked for again. */
  readonly reread?: boolean;
  /** The server's time when the reading of what this step finished began, where that took several answers. */
  readonly readSinceMs?: number | undefined;
  /** A part of a tie has been read to the end: its ids are not needed for it any more. */
  readonly partDone?: boolean;
  /** What to complain of once this step has been saved. */
  readonly complaint?: ConnectorError;
}

export function read<Item>(
  { query, page }: { readonly query: PageQuery; readonly page: Page<Item> },
  feed: ListTraits<Item>,
  isNew: (uid: string) => boolean,
): Reading<Item> {
  const rows = timed(page.rows, query.fromMs ?? 0);
  const endMs = rows.reduce((latest, row) => Math.max(latest, row.atMs), query.fromMs ?? 0);
  return {
    query,
    page,
    rows,
    restricted: page.restrictedIds.map((id) => ({ uid: restrictedUid(id), atMs: endMs })),
    moreClaimed: page.full || (page.claimed ?? 0) > query.offset + page.taken,
    broughtNew: rows.some((row) => isNew(row.uid)),
    feed,
  };
}

export function inOrder(rows: readonly TimedRow<unknown>[]): boolean {
  return rows.every((row, index) => index === 0 || (rows[index - 1]?.atMs ?? 0) <= row.atMs);
}

export function sorted<Item>(rows: readonly TimedRow<Item>[]): readonly TimedRow<Item>[] {
  return inOrder(rows) ? rows : rows.toSorted((a, b) => a.atMs - b.atMs);
}

function restrictedUid(id: string): string {
  return createHash('sha256').update(`restricted\0${id}`).digest('hex');
}

function timed<Item>(rows: readonly Row<Item>[], fallbackMs: number): readonly TimedRow<Item>[] {
  let atMs = fallbackMs;
  return rows.map((row) => {
    atMs = row.timeMs ?? atMs;
    return { ...row, atMs };
  });
}
