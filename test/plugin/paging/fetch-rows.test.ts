import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Checkpoint, ConnectorError, isConnectorError } from '../../../src/contract/index.ts';
import type { Feed } from '../../../src/plugin/paging/feed.ts';
import { type FetchOptions, fetchRows } from '../../../src/plugin/paging/fetch-rows.ts';
import { listFeed, type ListFeedOptions, type ListItem } from './list-feed.ts';

const nowMs = Date.UTC(2026, 0, 2);

function fetchOf(feed: Feed<ListItem>, asked: Partial<FetchOptions<ListItem>> = {}): FetchOptions<ListItem> {
  return {
    feed,
    binding: { source: 'list', tenant: 'https://tenant.example' },
    clock: { now: () => nowMs, elapsed: () => 0 },
    fromMs: undefined,
    toMs: undefined,
    direction: 'descending',
    offset: 0,
    limit: undefined,
    selects: () => true,
    pieceRows: 100,
    ...asked,
  };
}

/** All rows, over as many attempts as it takes; each checkpoint is kept as text, as a host keeps it. */
async function read(options: FetchOptions<ListItem>): Promise<readonly ListItem[]> {
  const items: ListItem[] = [];
  let saved: string | undefined;
  for (let attempts = 0; ; attempts += 1) {
    expect(attempts, 'attempts without an end').toBeLessThan(500);
    const checkpoint = saved === undefined ? undefined : (JSON.parse(saved) as Checkpoint);
    try {
      for await (const { rows, next } of fetchRows(options, checkpoint, new AbortController().signal)) {
        expect(rows.length).toBeLessThanOrEqual(options.pieceRows);
        for (const { item, timeMs, atMs } of rows) {
          expect([timeMs, atMs]).toEqual([item.timeMs, item.timeMs]);
          items.push(item);
        }
        saved = JSON.stringify(next);
      }
      return items;
    } catch (error) {
      if (!isConnectorError(error) || error.kind !== 'unavailable') throw error;
    }
  }
}

const listOf = (count: number, spanMs = 10_000): ListItem[] =>
  Array.from({ length: count }, (_, index) => ({ id: `r${index}`, timeMs: nowMs - spanMs + index }));
const numbers = (items: readonly ListItem[]) => items.map(({ id }) => Number(id.slice(1)));
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

describe('a list read once', () => {
  test('is in the order asked for', async () => {
    const { feed } = listFeed(listOf(350));
    expect(numbers(await read(fetchOf(feed)))).toEqual(upTo(350).toReversed());
    expect(numbers(await read(fetchOf(feed, { direction: 'ascending' })))).toEqual(upTo(350));
  });

  test.for(['ascending', 'descending'] as const)('lies within its bounds, both included: %s', async (direction) => {
    const { feed } = listFeed(listOf(350));
    const [fromMs, toMs] = [nowMs - 10_000 + 40, nowMs - 10_000 + 290];
    const read1 = numbers(await read(fetchOf(feed, { direction, fromMs, toMs })));
    expect(read1.toSorted((a, b) => a - b)).toEqual(upTo(350).slice(40, 291));
  });

  test('ends at the limit, without asking for more than it takes', async () => {
    const { feed, queries } = listFeed(listOf(350));
    expect(numbers(await read(fetchOf(feed, { limit: 20 })))).toEqual(upTo(350).toReversed().slice(0, 20));
    expect(queries).toHaveLength(1);
    expect(numbers(await read(fetchOf(feed, { limit: 120, offset: 130 })))).toEqual(
      upTo(350).toReversed().slice(130, 250),
    );
  });

  test('counts only what is selected, for the limit and for the offset', async () => {
    const { feed } = listFeed(listOf(350));
    const selects = ({ id }: ListItem): boolean => Number(id.slice(1)) % 10 === 0;
    expect(numbers(await read(fetchOf(feed, { selects, offset: 3, limit: 2 })))).toEqual([310, 300]);
  });

  test.for<[what: string, options: ListFeedOptions]>([
    ['in the order of another time', { unsorted: true, reorder: (rows) => rows.toSorted(byDigits) }],
    ['oldest first, whatever was asked for', { reorder: (rows) => rows.toSorted((a, b) => a.timeMs - b.timeMs) }],
    ['too large for more than 7 rows', { mostRows: 7 }],
  ])('is whole and in order though its pages come %s', async ([, options]) => {
    const items = [...listOf(150), ...tieOf(230, nowMs - 9950)];
    const { feed } = listFeed(items, options);
    const times = (await read(fetchOf(feed))).map(({ timeMs }) => timeMs);
    expect(times).toEqual(items.map(({ timeMs }) => timeMs).toSorted((a, b) => b - a));
  });

  test.for<[what: string, asked: Partial<FetchOptions<ListItem>>]>([
    ['oldest first', { direction: 'ascending' }],
    ['newest first', { direction: 'descending' }],
    ['newest first to a time', { direction: 'descending', toMs: nowMs }],
  ])('takes no more to remember the further it is read: %s', async ([, asked]) => {
    const { feed } = listFeed(listOf(3000));
    let longest = 0;
    for await (const { next } of fetchRows(fetchOf(feed, asked), undefined, new AbortController().signal)) {
      longest = Math.max(longest, JSON.stringify(next).length);
    }
    expect(longest).toBeLessThan(2500);
  });

  test('is nothing where there is nothing', async () => {
    expect(await read(fetchOf(listFeed([]).feed))).toEqual([]);
  });
});

function tieOf(count: number, timeMs: number): ListItem[] {
  return Array.from({ length: count }, (_, index) => ({ id: `t${index}`, timeMs }));
}

/** An order that has nothing to do with the time. */
function byDigits(a: ListItem, b: ListItem): number {
  const turned = ({ id }: ListItem) => (Number(id.slice(1)) * 7919) % 1009;
  return turned(a) - turned(b);
}

interface Schedule {
  readonly direction: 'ascending' | 'descending';
  readonly isOpen: boolean;
  readonly times: readonly number[];
  readonly tie: number;
  /** Which items change at each question. */
  readonly changes: readonly (readonly number[])[];
  readonly failurePeriod: number;
  readonly pieceRows: number;
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  direction: fc.constantFrom('ascending', 'descending'),
  isOpen: fc.boolean(),
  times: fc.array(fc.integer({ min: 1, max: 2000 }), { maxLength: 400 }),
  tie: fc.integer({ min: 0, max: 230 }),
  changes: fc.array(fc.array(fc.nat({ max: 600 }), { maxLength: 6 }), { maxLength: 40 }),
  failurePeriod: fc.integer({ min: 2, max: 20 }),
  pieceRows: fc.constantFrom(1, 7, 100, 500),
});

test('what stays is read once and in order, and what changes meanwhile is not lost', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const { items, feed } = changingList(schedule);
      const before = [...items];
      const toMs = schedule.isOpen ? undefined : nowMs;
      const got = await read(fetchOf(feed, { ...schedule, toMs }));
      const stayed = before.filter((item) => items.includes(item));
      const gotStayed = got.filter((item) => stayed.includes(item));
      const sign = schedule.direction === 'ascending' ? 1 : -1;
      expect(gotStayed.map(({ timeMs }) => timeMs)).toEqual(
        stayed.map(({ timeMs }) => timeMs).toSorted((a, b) => sign * (a - b)),
      );
      expect(new Set(got.map(({ id, timeMs }) => `${id} ${timeMs}`)).size).toBe(got.length);
      const lost = items.filter((item) => !got.includes(item));
      expect(schedule.isOpen ? lost : []).toEqual([]);
    }),
    { numRuns: Number(process.env['FETCH_RUNS'] ?? 300) },
  );
});

/** Items that change move to the end of the list, between any two questions; every so many questions one fails. */
function changingList({ times, tie, changes, failurePeriod }: Schedule) {
  const items = times.map((time, index) => ({ id: `r${index}`, timeMs: nowMs - 3000 + time }));
  items.push(...tieOf(tie, nowMs - 2000));
  const { feed: still } = listFeed(items);
  let calls = 0;
  const feed: Feed<ListItem> = {
    ...still,
    async page(query, signal) {
      calls += 1;
      for (const number of changes[calls] ?? []) {
        const [changed] = items.splice(number, number < items.length ? 1 : 0);
        if (changed) items.push({ id: `${changed.id}'`, timeMs: nowMs + calls });
      }
      if (calls % failurePeriod === 0) throw new ConnectorError('unavailable', `failure at call ${calls}`);
      return still.page(query, signal);
    },
  };
  return { items, feed };
}
