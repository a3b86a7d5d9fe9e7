import type { Feed, Page, PageQuery, Row } from './feed.ts';

/** Beyond any time a vendor writes: also microseconds that are taken for milliseconds. */
const mirrorMs = 2 ** 52;
/** The end of the year 9999: what lies behind it is asked for by no bound at all. */
const lastMs = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/** A time in the mirror, or back. */
export function mirrored(timeMs: number): number {
  return mirrorMs - timeMs;
}

/**
 * The same list with time running backwards: read from its oldest to its newest row, it gives the newest first. So all
 * that holds for reading forwards, ties and disorder included, holds for reading backwards.
 */
export function mirroredFeed<Item>(feed: Feed<Item>): Feed<Item> {
  return {
    ...feed,
    async page(query, signal) {
      const page = await feed.page(mirroredQuery(query), signal);
      return mirroredPage(page);
    },
  };
}

function mirroredQuery({ fromMs, toMs, order, ...rest }: PageQuery): PageQuery {
  const latestMs = fromMs === undefined ? Infinity : mirrored(fromMs);
  const earliestMs = toMs === undefined ? 0 : mirrored(toMs);
  return {
    ...rest,
    ...(earliestMs > 0 && { fromMs: earliestMs }),
    ...(latestMs <= lastMs && { toMs: latestMs }),
    order: order === 'oldest-first' ? 'newest-first' : 'oldest-first',
  };
}

function mirroredPage<Item>(page: Page<Item>): Page<Item> {
  // The server's clock runs the other way: a walk in the mirror is bounded, and needs none.
  return { ...page, nowMs: undefined, rows: page.rows.map((row) => mirroredRow(row)) };
}

/** Also back: a row of the mirror as it is. */
export function mirroredRow<Item, R extends Row<Item>>(row: R): R {
  return { ...row, timeMs: row.timeMs === undefined ? undefined : mirrored(row.timeMs) };
}
