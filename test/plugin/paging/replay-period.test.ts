import { expect, test } from 'vitest';
import { type Checkpoint, ConnectorError, isConnectorError } from '../../../src/contract/index.ts';
import type { Feed } from '../../../src/plugin/paging/feed.ts';
import { replayPeriod } from '../../../src/plugin/paging/replay-period.ts';
import { listFeed, type ListItem } from './list-feed.ts';
import { options } from './read-all.ts';

const nowMs = Date.UTC(2026, 0, 2);
const all: ListItem[] = Array.from({ length: 950 }, (_, index) => ({
  id: `r${index}`,
  timeMs: nowMs - 10_000 + index,
}));

function failingEverySecondCall({ feed }: { readonly feed: Feed<ListItem> }): Feed<ListItem> {
  let calls = 0;
  return {
    ...feed,
    async page(query, signal) {
      if (++calls % 2 === 0) throw new ConnectorError('unavailable', 'every second call');
      return feed.page(query, signal);
    },
  };
}

/** What one attempt delivered, and where it stood then. */
async function attempt(feed: Feed<ListItem>, from: Checkpoint | undefined) {
  const period = { fromMs: nowMs - 9900, toMs: nowMs };
  const ids: string[] = [];
  let checkpoint = from;
  let ended = false;
  try {
    for await (const piece of replayPeriod(options(feed), { period, checkpoint: from }, new AbortController().signal)) {
      ids.push(...piece.rows.map(({ item }) => item.id));
      checkpoint = JSON.parse(JSON.stringify(piece.next)) as Checkpoint;
    }
    ended = true;
  } catch (error) {
    if (!isConnectorError(error)) throw error;
  }
  return { ids, checkpoint, ended };
}

test('a replay makes progress though every second call fails', async () => {
  const feed = failingEverySecondCall(listFeed(all));
  const delivered: string[] = [];
  let place: Checkpoint | undefined;
  for (let ended = false, attempts = 0; !ended; attempts++) {
    expect(attempts, 'attempts without an end').toBeLessThan(40);
    const made = await attempt(feed, place);
    delivered.push(...made.ids);
    ({ checkpoint: place, ended } = made);
  }
  expect(delivered).toEqual(all.slice(100).map(({ id }) => id));
});
