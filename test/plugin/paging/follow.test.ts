import { describe, expect, test } from 'vitest';
import type { Checkpoint } from '../../../src/contract/index.ts';
import { maxCheckpointBytes } from '../../../src/contract/index.ts';
import { follow } from '../../../src/plugin/paging/follow.ts';
import { listFeed, type ListItem } from './list-feed.ts';
import { binding, options, readAll } from './read-all.ts';

const nowMs = Date.UTC(2026, 0, 2);
const hourMs = 3_600_000;

function items(count: number, timeMs: (index: number) => number, prefix = 'r'): ListItem[] {
  return Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}`, timeMs: timeMs(index) }));
}

function idsOf(wanted: readonly { readonly id: string }[]): readonly string[] {
  return wanted.map(({ id }) => id).toSorted();
}

describe('a first start', () => {
  test('saves the divide at once, by an empty batch, and asks for the newest record first', async () => {
    const { feed, queries } = listFeed(items(3, (index) => nowMs - hourMs + index));
    const { pieces } = await readAll(options(feed));
    expect(queries[0]).toMatchObject({ order: 'newest-first', offset: 0 });
    expect(pieces[0]?.rows).toEqual([]);
    expect(pieces[0]?.next).toMatchObject({ live: { settledMs: nowMs - hourMs + 2 - 300_000 } });
  });

  test('"all" delivers history in ranges beside the live tail, each record once, history marked as such', async () => {
    const all = [
      ...items(1000, (index) => nowMs - 90 * 24 * hourMs + index * 10_000),
      ...items(5, () => nowMs - 1000, 'live'),
    ];
    const { feed } = listFeed(all, { claimed: (matching) => matching });
    const { ids, pieces } = await readAll(options(feed));
    expect(ids.toSorted()).toEqual(idsOf(all));
    const live = pieces.flatMap((piece) => piece.rows).filter((row) => !row.backfill);
    expect(live.map((row) => row.item.id).toSorted()).toEqual(['live0', 'live1', 'live2', 'live3', 'live4']);
    expect(pieces.some(({ progress }) => (progress.history?.ranges ?? 0) > 1)).toBe(true);
  });

  test('"now" delivers what follows the divide and no history', async () => {
    const { feed } = listFeed([...items(50, (index) => nowMs - 10 * hourMs + index), { id: 'new', timeMs: nowMs - 1 }]);
    const { ids } = await readAll(options(feed, { backfillStart: { kind: 'now' } }));
    expect(ids).toEqual(['new']);
  });

  test.each([
    ['a time', { kind: 'time', timeMs: nowMs - 2 * hourMs }],
    ['a duration', { kind: 'ago', ms: 2 * hourMs }],
  ] as const)('%s is a floor: nothing before it, everything from it on', async (_, backfillStart) => {
    const all = items(300, (index) => nowMs - 5 * hourMs + index * 60_000);
    const { feed } = listFeed(all);
    const { ids } = await readAll(options(feed, { backfillStart }));
    expect(ids.toSorted()).toEqual(idsOf(all.filter(({ timeMs }) => timeMs >= nowMs - 2 * hourMs)));
  });

  test('a floor within the overlap is respected by the live tail too', async () => {
    const all = items(200, (index) => nowMs - 200_000 + index * 1000);
    const { feed } = listFeed(all);
    const { ids } = await readAll(options(feed, { backfillStart: { kind: 'time', timeMs: nowMs - 50_000 } }));
    expect(ids.toSorted()).toEqual(idsOf(all.slice(150)));
  });

  test('a time that has not come is a wrong setting', async () => {
    const { feed } = listFeed([]);
    const start = { kind: 'time', timeMs: nowMs + hourMs } as const;
    await expect(readAll(options(feed, { backfillStart: start }))).rejects.toMatchObject({ kind: 'config' });
  });

  test('an empty tenant divides at the server clock less the overlap', async () => {
    const { pieces } = await readAll(options(listFeed([]).feed));
    expect(pieces[0]?.next).toMatchObject({ live: { settledMs: nowMs - 300_000 } });
  });

  test('a record from the future does not move the divide', async () => {
    const { feed } = listFeed([{ id: 'future', timeMs: nowMs + 2 * hourMs }]);
    const { pieces, ids } = await readAll(options(feed));
    expect(pieces[0]?.next).toMatchObject({ live: { settledMs: nowMs - 300_000 } });
    expect(ids).toEqual(['future']);
  });
});

describe('one millisecond with more records than a page', () => {
  test('is read by offsets until two passes agree', async () => {
    const all = items(350, () => nowMs - 1000);
    const { feed, queries } = listFeed(all);
    const { ids } = await readAll(options(feed));
    expect(ids.toSorted()).toEqual(idsOf(all));
    const tie = queries.filter(({ fromMs, toMs }) => fromMs === nowMs - 1000 && toMs === nowMs - 1000);
    expect(tie.map(({ offset }) => offset)).toEqual([0, 100, 200, 300, 0, 100, 200, 300]);
  });

  test('is cut into parts beyond the offset ceiling, and still nothing is repeated', async () => {
    const tie = items(1150, () => nowMs - 1000).map((item, index) => ({ ...item, group: index % 3 }));
    const { feed } = listFeed([...tie, { id: 'after', timeMs: nowMs - 500 }], { offsetCeiling: 400 });
    const { ids } = await readAll(options(feed));
    expect(ids.toSorted()).toEqual(idsOf([...tie, { id: 'after' }]));
  });

  test('that cannot be cut is an error, not a gap', async () => {
    const { feed } = listFeed(
      items(900, () => nowMs - 1000),
      { offsetCeiling: 400 },
    );
    await expect(readAll(options(feed))).rejects.toMatchObject({ kind: 'protocol', code: 'API-TIE' });
  });

  test('of 12,000 records keeps the checkpoint within its bound, live and in history', async () => {
    for (const timeMs of [nowMs - 1000, nowMs - 50 * hourMs]) {
      const tie = items(12_000, () => timeMs).map((item, index) => ({ ...item, group: index % 4 }));
      const { feed } = listFeed([...tie, { id: 'newest', timeMs: nowMs - 10 }]);
      const { ids, pieces } = await readAll(options(feed));
      expect(ids.toSorted()).toEqual(idsOf([...tie, { id: 'newest' }]));
      const largest = Math.max(...pieces.map(({ next }) => JSON.stringify(next).length));
      expect(largest).toBeLessThan(maxCheckpointBytes);
    }
  });
});

describe('answers that mislead', () => {
  test('a page in the wrong order is read by windows that fit one page', async () => {
    const all = items(450, (index) => nowMs - 200_000 + index * 300);
    const { feed } = listFeed(all, { reorder: (rows) => rows.toReversed() });
    expect((await readAll(options(feed))).ids.toSorted()).toEqual(idsOf(all));
  });

  test('a page of one single time does not prove the order', async () => {
    // Sorting is ignored: the newest come first, and they all share one time.
    const all = [...items(40, (index) => nowMs - 100_000 + index), ...items(150, () => nowMs - 5000, 'tie')];
    const { feed } = listFeed(all, { reorder: (rows) => rows.toReversed() });
    expect((await readAll(options(feed))).ids.toSorted()).toEqual(idsOf(all));
  });

  test.each([0, 9999, undefined])('a count of %s neither stops nor stalls', async (count) => {
    const all = items(250, (index) => nowMs - 200_000 + index);
    const { feed, queries } = listFeed(all, { claimed: () => count });
    expect((await readAll(options(feed))).ids.toSorted()).toEqual(idsOf(all));
    expect(queries.length).toBeLessThan(20);
  });

  test('a full page without a readable row is stepped over, its ids counted once', async () => {
    const hidden = items(250, (index) => nowMs - 100_000 + index, 'h').map((item) => ({ ...item, restricted: true }));
    const { feed } = listFeed([...hidden, { id: 'seen', timeMs: nowMs - 10 }]);
    const { ids, pieces } = await readAll(options(feed, { backfillStart: { kind: 'now' } }));
    expect(ids).toEqual(['seen']);
    expect(pieces.reduce((sum, { progress }) => sum + progress.restricted, 0)).toBe(250);
  });

  test('answers that are too large are halved down to what fits, and to an error at one row', async () => {
    const all = items(300, (index) => nowMs - 200_000 + index * 10);
    const { ids } = await readAll(options(listFeed(all, { mostRows: 30 }).feed));
    expect(ids.toSorted()).toEqual(idsOf(all));
    await expect(readAll(options(listFeed(all, { mostRows: 0 }).feed))).rejects.toMatchObject({ code: 'API-SIZE' });
  });

  test('pages that bring nothing but the future without end are an error, and the present is not lost', async () => {
    const all = items(12_000, (index) => nowMs + hourMs + index);
    const { feed } = listFeed(all);
    await expect(readAll(options(feed))).rejects.toMatchObject({ kind: 'protocol', code: 'API-ENDLESS' });
  });

  test('a page of records without a time is an error, not a gap', async () => {
    const { feed } = listFeed(items(150, () => nowMs - 1000));
    const page: typeof feed.page = async (query, signal) => {
      const timed = await feed.page(query, signal);
      return { ...timed, rows: timed.rows.map((row) => ({ ...row, timeMs: undefined })) };
    };
    await expect(readAll(options({ ...feed, page }))).rejects.toMatchObject({ kind: 'protocol', code: 'API-BODY' });
  });

  test('without a Date the newest time seen stands in for it', async () => {
    const all = items(450, (index) => nowMs - 500_000 + index * 1000);
    const { feed } = listFeed(all, { nowMs: () => undefined });
    const { ids, checkpoint } = await readAll(options(feed));
    expect(ids.toSorted()).toEqual(idsOf(all));
    expect(checkpoint).toMatchObject({ live: { settledMs: nowMs - 51_000 - 300_000 } });
  });
});

describe('a checkpoint', () => {
  const saved = async (): Promise<Checkpoint> =>
    (await readAll(options(listFeed(items(5, () => nowMs - 1)).feed))).checkpoint;
  const poll = (checkpoint: Checkpoint, serverMs = nowMs) =>
    readAll(options(listFeed([], { nowMs: () => serverMs }).feed), checkpoint);

  test.each([
    ['of another source', (good: Checkpoint) => ({ ...good, source: 'other' })],
    ['of another tenant', (good: Checkpoint) => ({ ...good, tenant: 'https://other.example' })],
    ['of a newer version', (good: Checkpoint) => ({ ...good, version: 99 })],
    ['that is damaged', (good: Checkpoint) => ({ ...good, live: { settledMs: 'x' } })],
  ])('%s is refused with a way out', async (_, spoil) => {
    await expect(poll(spoil(await saved()))).rejects.toMatchObject({
      kind: 'state',
      remedy: expect.stringContaining('checkpoint'),
    });
  });

  test('from the future is refused instead of waiting in silence', async () => {
    await expect(poll(await saved(), nowMs - 24 * hourMs)).rejects.toMatchObject({ kind: 'state', code: 'CKPT-701' });
  });

  test('remembers what lies in the overlap: a second poll repeats nothing', async () => {
    const { feed } = listFeed(items(120, (index) => nowMs - 100_000 + index));
    const first = await readAll(options(feed));
    const second = await readAll(options(feed), first.checkpoint);
    expect(second.ids).toEqual([]);
    expect(second.pieces.reduce((sum, { progress }) => sum + progress.duplicates, 0)).toBeGreaterThanOrEqual(120);
  });

  test('more than can be remembered within the overlap shortens it, which is counted', async () => {
    const all = items(9000, (index) => nowMs - 250_000 + index * 10);
    const { feed } = listFeed(all);
    const { ids, pieces } = await readAll(options(feed));
    expect(ids.toSorted()).toEqual(idsOf(all));
    expect(pieces.reduce((sum, { progress }) => sum + progress.overlapShortened, 0)).toBeGreaterThan(0);
    expect(Math.max(...pieces.map(({ next }) => JSON.stringify(next).length))).toBeLessThan(maxCheckpointBytes);
  });
});

test('a pass resumed after a break longer than the overlap reads what has settled meanwhile before it goes on', async () => {
  const all = items(250, (index) => nowMs - 200_000 + index * 100);
  let serverMs = nowMs;
  const { feed, queries } = listFeed(all, { nowMs: () => serverMs });
  let brokenOff: Checkpoint | undefined;
  for await (const piece of follow(options(feed, { batchSize: 50 }), undefined, new AbortController().signal)) {
    brokenOff = JSON.parse(JSON.stringify(piece.next)) as Checkpoint;
    if (piece.rows.length > 0) break;
  }
  serverMs += 400_000;
  queries.length = 0;
  await readAll(options(feed), brokenOff);
  const [resumed, settled] = queries.map(({ fromMs }) => fromMs ?? 0);
  expect(resumed).toBe(nowMs - 200_000 + 9900);
  expect(settled).toBeLessThanOrEqual(nowMs - 300_000);
});

test('a page larger than a batch is delivered in several, each with a checkpoint that covers exactly it', async () => {
  const all = items(1700, (index) => nowMs - 100_000 + index);
  const { feed } = listFeed(all, { maxLimit: 1000 });
  const { pieces, ids } = await readAll(options(feed));
  expect(ids.toSorted()).toEqual(idsOf(all));
  expect(Math.max(...pieces.map(({ rows }) => rows.length))).toBeLessThanOrEqual(500);
  for (const [index, piece] of pieces.entries()) {
    const rest = await readAll(options(feed), JSON.parse(JSON.stringify(piece.next)) as Checkpoint);
    expect(
      [...pieces.slice(0, index + 1).flatMap(({ rows }) => rows.map(({ item }) => item.id)), ...rest.ids].toSorted(),
    ).toEqual(idsOf(all));
  }
});

test('an abort ends a poll promptly with its reason', async () => {
  const stop = new AbortController();
  const { feed } = listFeed([]);
  const hanging = {
    ...feed,
    page: (_: unknown, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error))),
  };
  const poll = follow({ ...options(hanging), binding }, undefined, stop.signal).next();
  stop.abort(new Error('stopped'));
  await expect(poll).rejects.toThrow('stopped');
});

test('a full overlap beside a millisecond of 49,000 in history: the checkpoint stays within its bound, nothing is lost', async () => {
  const tie = items(49_000, () => nowMs - 50 * hourMs).map((item, index) => ({ ...item, group: index % 6 }));
  const busy = items(9000, (index) => nowMs - 250_000 + index * 10, 'live').map((item) => ({ ...item, group: 7 }));
  const { feed } = listFeed([...tie, ...busy]);
  const { ids, pieces } = await readAll(options(feed));
  expect(ids.toSorted()).toEqual(idsOf([...tie, ...busy]));
  expect(Math.max(...pieces.map(({ next }) => JSON.stringify(next).length))).toBeLessThan(maxCheckpointBytes);
});

test('a batch holds as many whole pages as fit the batch size, so that it is one request', async () => {
  const all = items(1000, (index) => nowMs - 200_000 + index);
  const sizes = async (batchSize: number) => {
    const { pieces } = await readAll(options(listFeed(all).feed, { batchSize }));
    return pieces.map(({ rows }) => rows.length).filter((rows) => rows > 0);
  };
  expect(Math.max(...(await sizes(200)))).toBe(199);
  expect(Math.max(...(await sizes(500)))).toBe(496);
  expect(Math.max(...(await sizes(50)))).toBe(100);
});
