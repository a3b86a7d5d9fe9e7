import type { Page } from '../../../src/plugin/paging/feed.ts';
import type { Item, ShiftingFeed } from './shifting-feed.ts';

/** How connectors commonly follow such a list. Each call reads until it is done; a failed call is simply asked again. */
export type Follower = (shifting: ShiftingFeed, deliver: (uid: string) => void) => { poll(): Promise<void> };

/** `gte` the last time seen, then offsets to the end: what changes meanwhile shifts the rest past the offset. */
export const offsetPaging: Follower = (shifting, deliver) => {
  let cursorMs = 1;
  return {
    async poll() {
      let newestMs = cursorMs;
      for (let offset = 0; ; offset += shifting.feed.maxLimit) {
        const page = await ask(shifting, cursorMs, offset);
        for (const row of page.rows) deliver(row.uid);
        newestMs = Math.max(newestMs, ...page.rows.map((row) => row.item.timeMs));
        if (!page.full) break;
      }
      cursorMs = newestMs;
    },
  };
};

/** Keyset pages, and each poll begins the overlap before the newest record seen: one from the future hides the present. */
export function stepBackFromNewest(overlapMs: number): Follower {
  return (shifting, deliver) => {
    let newestMs = 1;
    return {
      async poll() {
        for (let cursorMs = Math.max(1, newestMs - overlapMs); ;) {
          const page = await ask(shifting, cursorMs, 0);
          for (const row of page.rows) deliver(row.uid);
          const lastMs = page.rows.at(-1)?.item.timeMs ?? cursorMs;
          newestMs = Math.max(newestMs, lastMs);
          if (!page.full || lastMs <= cursorMs) break;
          cursorMs = lastMs;
        }
      },
    };
  };
}

async function ask(shifting: ShiftingFeed, fromMs: number, offset: number): Promise<Page<Item>> {
  const query = { fromMs, offset, limit: shifting.feed.maxLimit, order: 'oldest-first' } as const;
  for (;;) {
    try {
      return await shifting.feed.page(query, new AbortController().signal);
    } catch {
      // Asked again: a naive follower is not to blame for what fails.
    }
  }
}
