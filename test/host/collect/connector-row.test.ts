import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError, type Progress } from '../../../src/contract/index.ts';
import { openRow } from '../../../src/host/collect/connector-row.ts';
import type { Accepted } from '../../../src/host/collect/pipeline.ts';
import type { StateDetails } from '../../../src/host/state/connector-state.ts';
import type { StateStore } from '../../../src/host/state/state-store.ts';
import { testStartMs } from '../../../src/testing/index.ts';
import { records } from '../delivery/records.ts';
import { type Bench, openBench, unsteady } from './collect-bench.ts';
import { checkpointAt } from './numbers-source.ts';

let bench: Bench;
const seen: StateDetails[] = [];

beforeEach(async () => {
  bench = await openBench();
  seen.length = 0;
});
afterEach(() => bench.close());

async function open(store: StateStore = bench.store) {
  const row = openRow({ id: 'numbers', store, clock: bench.clock, onChange: (details) => void seen.push(details) });
  await row.load();
  return row;
}

const quiet: Progress = {
  requests: 1,
  duplicates: 2,
  filtered: 6,
  restricted: 3,
  unmapped: 4,
  overlapShortened: 5,
  caughtUp: false,
};

function accepted(position: number, changes: Partial<Accepted> = {}): Accepted {
  return {
    next: checkpointAt(position),
    storage: [],
    records: records(4),
    progress: [quiet],
    report: undefined,
    ...changes,
  };
}

const report = { accepted: 4, partial: [], refused: [], warnings: [], requests: 2, bytes: 99 };
const stored = () => bench.store.load('numbers');

test('a first start has nothing saved', async () => {
  const row = await open();
  expect(row.saved()).toBeUndefined();
  expect(seen).toEqual([]);
});

test('a commit counts what was read, what was delivered and what the source says', async () => {
  const row = await open();
  await row.commit(accepted(4, { report, progress: [quiet, quiet] }));
  expect(row.saved()).toEqual(checkpointAt(4));
  const counters = {
    fetched: 4,
    accepted: 4,
    exports: 2,
    requests: 2,
    duplicates: 4,
    filtered: 12,
    restricted: 6,
    unmapped: 8,
  };
  expect(await stored()).toMatchObject({
    checkpoint: checkpointAt(4),
    counters: { ...counters, overlapShortened: 10, rejected: 0, deadLettered: 0 },
    times: { acceptedMs: testStartMs },
  });
  expect(seen.at(-1)).toMatchObject({ counters });
});

test('what was refused and what was rejected is kept, with the reason, beside the checkpoint', async () => {
  const row = await open();
  const [one, ...others] = records(4);
  const refused = [{ record: one!, status: 400, reason: 'HTTP 400: bad' }];
  const partial = [{ count: 2, message: 'policy', records: others }];
  await row.commit(accepted(4, { report: { ...report, accepted: 1, refused, partial } }));
  expect(await stored()).toMatchObject({ counters: { accepted: 1, rejected: 2, deadLettered: 1 } });
  const kept = await bench.store.deadLetters({ connector: 'numbers', limit: 10 });
  expect(kept.map(({ kind, reason, records: some }) => [kind, reason, some.length])).toEqual([
    ['refused', 'HTTP 400: bad', 1],
    ['partial', '2 of 3 rejected: policy', 3],
  ]);
});

test('an empty batch moves the checkpoint, not the time of the last acceptance', async () => {
  const row = await open();
  await row.commit(accepted(4, { records: [] }));
  const row1 = await stored();
  expect(row1?.checkpoint).toEqual(checkpointAt(4));
  expect(row1?.times).not.toHaveProperty('acceptedMs');
});

describe('the newest time delivered', () => {
  const newest = (newestMs?: number): Partial<Accepted> => ({
    progress: [{ ...quiet, ...(newestMs !== undefined && { newestMs }) }],
  });

  test('is not that of what was left out', async () => {
    const row = await open();
    await row.commit(accepted(1, { ...newest(500), records: [] }));
    expect((await stored())?.times.eventMs).toBeUndefined();
  });

  test('does not go back for history, nor in the next life', async () => {
    const row = await open();
    await row.commit(accepted(1, newest(500)));
    await row.commit(accepted(2, newest(300)));
    expect(await stored()).toMatchObject({ times: { eventMs: 500 } });
    const nextLife = await open();
    await nextLife.commit(accepted(3, newest(400)));
    await nextLife.commit(accepted(4, newest()));
    expect(await stored()).toMatchObject({ times: { eventMs: 500 } });
    await nextLife.commit(accepted(5, newest(600)));
    expect(await stored()).toMatchObject({ times: { eventMs: 600 } });
  });

  test('is the newest of all polls that a batch is of', async () => {
    const row = await open();
    await row.commit(accepted(1, { progress: [{ ...quiet, newestMs: 9 }, { ...quiet, newestMs: 7 }, quiet] }));
    expect(await stored()).toMatchObject({ times: { eventMs: 9 } });
  });

  test('and where to go on are not those of a batch beside the polls', async () => {
    const row = await open();
    await row.commit(accepted(1, newest(500)));
    await row.commitBeside(accepted(2, { ...newest(900), report }));
    expect(row.saved()).toEqual(checkpointAt(1));
    expect(await stored()).toMatchObject({ checkpoint: checkpointAt(1), times: { eventMs: 500 } });
    expect((await stored())?.counters.accepted).toBe(4);
  });
});

describe('a commit that threw', () => {
  const torn = new ConnectorError('state', 'the connection to the disk is gone');

  test('but had happened is not made twice', async () => {
    const row = await open(unsteady(bench.store, ['after'], torn));
    const batch = accepted(4, { report });
    await expect(row.commit(batch)).rejects.toBe(torn);
    await row.commit(batch);
    expect(row.saved()).toEqual(checkpointAt(4));
    expect(await stored()).toMatchObject({ counters: { fetched: 4, accepted: 4 } });
    expect(seen.at(-1)).toMatchObject({ counters: { fetched: 4 } });
  });

  test('and had not happened is made', async () => {
    await bench.store.commit('numbers', { checkpoint: checkpointAt(0) });
    const row = await open(unsteady(bench.store, ['before', 'before'], torn));
    const batch = accepted(4, { report });
    await expect(row.commit(batch)).rejects.toBe(torn);
    await expect(row.commit(batch)).rejects.toBe(torn);
    expect(row.saved()).toEqual(checkpointAt(0));
    await row.commit(batch);
    expect(await stored()).toMatchObject({ checkpoint: checkpointAt(4), counters: { fetched: 4, accepted: 4 } });
  });

  test('says nothing of another batch, though that leads to the same checkpoint', async () => {
    const row = await open(unsteady(bench.store, ['after'], torn));
    await expect(row.commit(accepted(4, { report }))).rejects.toBe(torn);
    await row.commit(accepted(4, { report }));
    expect(await stored()).toMatchObject({ counters: { accepted: 8 } });
  });
});

describe('what the plugin keeps', () => {
  test('is saved with the next commit, and there in the next life', async () => {
    const row = await open();
    row.memo.set('key_type', 'advanced');
    expect(row.memo.get('key_type')).toBe('advanced');
    expect(await stored()).toBeUndefined();
    await row.commit(accepted(1));
    const nextLife = await open();
    expect(nextLife.memo.get('key_type')).toBe('advanced');
  });

  test('is saved with a note of a failure too', async () => {
    const row = await open();
    row.memo.set('key_type', 'standard');
    await row.note({ status: 'Retrying' });
    expect(await stored()).toMatchObject({ status: 'Retrying', memo: { key_type: 'standard' } });
  });

  test('can be forgotten', async () => {
    const row = await open();
    row.memo.set('key_type', 'standard');
    await row.commit(accepted(1));
    row.memo.set('key_type', undefined);
    expect(row.memo.get('key_type')).toBeUndefined();
    await row.commit(accepted(2));
    expect((await stored())?.memo).toEqual({});
  });
});
