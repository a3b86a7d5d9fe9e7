import type { Feed } from '../paging/feed.ts';
import { idOf } from './deliveries.ts';

/**
 * A feed that notes which records a page lists more than once: of a list without ids, two entries that say the same. The
 * API counts both, one record is delivered.
 */
export function watchTwins<Item>(
  feed: Feed<Item>,
  twins: Readonly<Record<string, number>>,
): Feed<Item> & { readonly twins: () => Readonly<Record<string, number>> } {
  const times = new Map(Object.entries(twins));
  return {
    ...feed,
    async page(query, signal) {
      const page = await feed.page(query, signal);
      for (const [id, rows] of Map.groupBy(page.rows, ({ uid }) => idOf(uid))) {
        if (rows.length > (times.get(id) ?? 1)) times.set(id, rows.length);
      }
      return page;
    },
    twins: () => Object.fromEntries(times),
  };
}
