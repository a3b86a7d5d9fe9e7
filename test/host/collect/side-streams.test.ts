import { expect, test } from 'vitest';
import {
  type Collection,
  ConnectorError,
  type Plugin,
  type SideBatch,
  type SideStream,
} from '../../../src/contract/index.ts';
import { fault, otlpFault, testStartMs } from '../../../src/testing/index.ts';
import { record, uidOf } from '../delivery/records.ts';
import { connectorOf, delivered } from './collect-bench.ts';
import { iso, minute, uids, useConnector } from './use-connector.ts';

const { bench, numbers, connector, start, settled, attempt, stored, status } = useConnector();

/** Until polls and rounds both wait. */
const both = async (): Promise<void> => bench().clock.untilSleeping(2);

const done: Collection = { name: 'done', most: 100 };
const quiet = { requests: 1, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0, caughtUp: true };

/** A batch of the side stream that notes the numbers it delivered. */
function batch(...positions: readonly number[]): SideBatch {
  const storage = positions.map((n) => ({ collection: done, key: String(n), entry: { rank: n, value: n } }));
  return { records: positions.map(record), storage, more: false, progress: quiet };
}

/** A stream whose rounds are given one by one; without one there is nothing to do. */
function side(rounds: ((signal: AbortSignal) => AsyncIterable<SideBatch>)[]): SideStream {
  const idle = async function* (): AsyncGenerator<SideBatch> {
    yield batch();
  };
  return {
    name: 'details',
    title: 'Details of numbers',
    intervalMs: minute,
    round: (s) => (rounds.shift() ?? idle)(s),
  };
}

async function* yielding(...batches: readonly SideBatch[]): AsyncGenerator<SideBatch> {
  yield* batches;
}

// oxlint-disable-next-line require-yield
async function* failing(error: Error): AsyncGenerator<SideBatch> {
  throw error;
}

async function* hanging(signal: AbortSignal): AsyncGenerator<SideBatch> {
  await new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
  yield batch();
}

const kept = async () => (await bench().store.storage('numbers').first(done, 100)).map(({ value }) => value);
const error = (kind: 'unavailable' | 'permission') => new ConnectorError(kind, 'no details', { remedy: 'Do it.' });

test('records of a side stream are delivered, and what it remembers is saved; the checkpoint stays', async () => {
  numbers().add(4);
  numbers().sides = [side([() => yielding(batch(101, 102), batch(103))])];
  start();
  await both();
  expect(new Set(delivered(bench()))).toEqual(new Set([...uids(0, 4), uidOf(101), uidOf(102), uidOf(103)]));
  expect(delivered(bench())).toHaveLength(7);
  expect(await kept()).toEqual([101, 102, 103]);
  expect((await stored()).position).toBe(4);
  expect((await stored()).counters?.accepted).toBe(7);
});

test('a side stream that hangs holds up no poll, and no stop', async () => {
  numbers().sides = [side([hanging])];
  start();
  await settled();
  numbers().add(4);
  await attempt();
  expect(delivered(bench())).toEqual(uids(0, 4));
  expect(status()).toMatchObject({ status: 'Active', sides: [{ name: 'details', error: null, nextRoundAt: null }] });
  await connector().stop();
});

test('a round that failed is taken up again, and the connector stays well', async () => {
  numbers().sides = [side([() => failing(error('unavailable')), () => yielding(batch(101))])];
  start();
  await both();
  expect(status()).toMatchObject({ status: 'Active', error: null });
  expect(status().sides[0]).toMatchObject({
    title: 'Details of numbers',
    error: { kind: 'unavailable', message: 'no details', inARow: 1 },
    lastSuccessAt: null,
  });
  await bench().clock.advance(Date.parse(status().sides[0]?.nextRoundAt ?? '') - bench().clock.now());
  await both();
  expect(delivered(bench())).toEqual([uidOf(101)]);
  expect(status().sides[0]).toMatchObject({ error: null, lastSuccessAt: iso(bench().clock.now() - testStartMs) });
});

test('one that waits for a person makes the connector say so, while polls go on, and heals by itself', async () => {
  numbers().sides = [side([() => failing(error('permission'))])];
  start();
  await both();
  const message = 'Details of numbers: no details';
  expect(status()).toMatchObject({ status: 'Action required', reason: message });
  expect(status().error).toMatchObject({ kind: 'permission', message, remedy: 'Do it.', inARow: 1 });
  numbers().add(4);
  await bench().clock.advance(minute);
  await both();
  expect(delivered(bench())).toEqual(uids(0, 4));
  expect(status().status).toBe('Action required');
  await bench().clock.advance(15 * minute);
  await both();
  expect(status()).toMatchObject({ status: 'Active', error: null });
});

test('nothing is remembered of a batch that was not accepted: it is delivered again', async () => {
  bench().endpoint.faults.add(fault.first(1, fault.status(503)));
  numbers().sides = [side([() => yielding(batch(101))])];
  start();
  await both();
  expect(delivered(bench())).toEqual([]);
  expect(await kept()).toEqual([]);
  await bench().clock.advance(minute);
  await both();
  expect(delivered(bench())).toEqual([uidOf(101)]);
  expect(await kept()).toEqual([101]);
});

test('poll now begins the next round as well', async () => {
  numbers().sides = [side([() => yielding(batch(101)), () => yielding(batch(102))])];
  start();
  await both();
  connector().pollNow();
  await both();
  expect(await kept()).toEqual([101, 102]);
});

test('what a batch in hand changes is not yet there for them', async () => {
  const kept: (readonly [number, number])[] = [];
  const { source, plugin } = numbers();
  const open: Plugin['open'] = (_config, { storage, savedStorage }) => ({
    ...source,
    async *poll(checkpoint, signal) {
      kept.push([await storage.size(done), (await savedStorage?.size(done)) ?? -1]);
      for await (const one of source.poll(checkpoint, signal)) yield { ...one, storage: batch(1).storage ?? [] };
    },
  });
  bench().endpoint.faults.add(otlpFault.refuse([uidOf(0)]));
  numbers().add(1);
  start({ connector: { ...connectorOf(numbers()), plugin: { ...plugin, open } } });
  await settled();
  for (let attempts = 0; attempts < 2; attempts += 1) await attempt();
  expect(kept).toEqual([
    [0, 0],
    [1, 0],
  ]);
});

test('a run that ends by itself ends when the side stream has nothing left to do', async () => {
  const more: SideBatch = { ...batch(102), more: true, progress: { ...quiet, caughtUp: false } };
  numbers().add(4);
  numbers().sides = [side([() => yielding(batch(101)), () => yielding(more), () => yielding(batch(103))])];
  start({ once: { giveUpAfterMs: minute } });
  expect(await connector().done).toEqual({ ended: 'caught up' });
  expect(await kept()).toEqual([101, 102, 103]);
});

test('a run that ends by itself gives up where the side stream needs a person', async () => {
  numbers().sides = [side([() => failing(error('permission')), () => failing(error('permission'))])];
  start({ once: { giveUpAfterMs: minute } });
  expect(await connector().done).toMatchObject({ ended: 'gave up', error: { kind: 'permission' } });
});
