import type { Feed } from '../paging/feed.ts';
import type { Generation } from './generation.ts';
import type { Generations } from './open-generations.ts';

/** A list that is asked in whichever generation the tenant speaks; both have one cursor. */
export function generationFeed<Item>(
  generations: Generations,
  feeds: Readonly<Record<Generation, Feed<Item>>>,
): Feed<Item> {
  const { incidents: older } = feeds;
  return {
    maxLimit: older.maxLimit,
    offsetCeiling: older.offsetCeiling,
    ...(older.unsorted === undefined ? {} : { unsorted: older.unsorted }),
    async page(query, signal) {
      await generations.settle(signal);
      const asked = generations.now();
      try {
        return await feeds[asked].page(query, signal);
      } catch (error) {
        if (!(await generations.changed(error, asked, signal))) throw error;
        return feeds[generations.now()].page(query, signal);
      }
    },
    split: (part, items) => feeds[generations.now()].split(part, items),
  };
}
