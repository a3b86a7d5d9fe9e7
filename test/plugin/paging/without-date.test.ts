import { expect, test } from 'vitest';
import type { BackfillStart } from '../../../src/plugin/cortex-config.ts';
import { listFeed, type ListItem } from './list-feed.ts';
import { options, readAll } from './read-all.ts';

/** What this machine's clock says in these tests. */
const nowMs = Date.UTC(2026, 0, 2);
const hourMs = 3_600_000;
const withoutDate = { nowMs: () => undefined };

test('a record from the future does not hide what comes before its time', async () => {
  const all: ListItem[] = [
    { id: 'past', timeMs: nowMs - 1000 },
    { id: 'future', timeMs: nowMs + 2 * hourMs },
  ];
  const { feed } = listFeed(all, withoutDate);
  const first = await readAll(options(feed));
  all.push({ id: 'next', timeMs: nowMs + 60_000 });
  const second = await readAll(options(feed), first.checkpoint);
  expect([first.ids.toSorted(), second.ids]).toEqual([['future', 'past'], ['next']]);
});

test('a record from the future that one answer without Date brings is no reason to stand still', async () => {
  const all: ListItem[] = [{ id: 'past', timeMs: nowMs - 1000 }];
  let date: number | undefined = nowMs;
  const { feed } = listFeed(all, { nowMs: () => date });
  const first = await readAll(options(feed));
  all.push({ id: 'future', timeMs: nowMs + 2 * hourMs });
  date = undefined;
  const second = await readAll(options(feed), first.checkpoint);
  date = nowMs;
  all.push({ id: 'next', timeMs: nowMs + 60_000 });
  expect((await readAll(options(feed), second.checkpoint)).ids).toEqual(['next']);
});

test.each<BackfillStart>([{ kind: 'all' }, { kind: 'now' }])(
  'an empty tenant is followed from its first record on, though our clock is ahead: $kind',
  async (backfillStart) => {
    const all: ListItem[] = [];
    const { feed } = listFeed(all, withoutDate);
    const { checkpoint } = await readAll(options(feed, { backfillStart }));
    all.push({ id: 'first', timeMs: nowMs - 24 * hourMs });
    expect((await readAll(options(feed), checkpoint)).ids).toEqual(['first']);
  },
);
