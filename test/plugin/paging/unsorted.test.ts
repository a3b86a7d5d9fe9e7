import { expect, test } from 'vitest';
import { listFeed, type ListItem } from './list-feed.ts';
import { options, readAll } from './read-all.ts';

const nowMs = Date.UTC(2026, 0, 2);
const dayMs = 86_400_000;
const minuteMs = 60_000;

/** One that happened at its number, as a list that can be sorted by that alone names it. */
const received = (number: number, timeMs: number): ListItem => ({ id: `${number}`, timeMs });
const byNumber = (rows: readonly ListItem[], sign: number) => rows.toSorted((a, b) => sign * (+a.id - +b.id));

function unsorted(items: ListItem[]) {
  return listFeed(items, {
    unsorted: true,
    nowMs: () => nowMs,
    reorder: (rows, { order }) => byNumber(rows, order === 'oldest-first' ? 1 : -1),
  });
}

test('a full page that looks sorted is not believed: its last record may have come late', async () => {
  const lateMs = (number: number) => (number === 99 ? dayMs : 0);
  const items = Array.from({ length: 2880 }, (_, number) =>
    received(number, nowMs - 2 * dayMs + number * minuteMs + lateMs(number)),
  );
  const { feed, queries } = unsorted(items);
  const { ids } = await readAll(options(feed));
  expect(
    byNumber(
      ids.map((id) => received(+id, 0)),
      1,
    ).map(({ id }) => id),
  ).toEqual(items.map(({ id }) => id));
  expect(queries.length).toBeLessThan(200);
});

test('what is named first is not taken for the newest: a start from now reads no history', async () => {
  const happensTomorrow = received(9_999_999, nowMs - dayMs);
  const { feed } = unsorted([received(1, nowMs - dayMs / 2), received(2, nowMs - minuteMs), happensTomorrow]);
  const { ids } = await readAll(options(feed, { backfillStart: { kind: 'now' } }));
  expect(ids).toEqual(['2']);
});
