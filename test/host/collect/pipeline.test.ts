import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Collection, ConnectorError } from '../../../src/contract/index.ts';
import { type ConnectorRow, openRow } from '../../../src/host/collect/connector-row.ts';
import { type BatchSource, createPipeline, type StopSignals } from '../../../src/host/collect/pipeline.ts';
import { storageInHand } from '../../../src/host/collect/storage-in-hand.ts';
import { createSink } from '../../../src/host/delivery/create-sink.ts';
import type { Sink } from '../../../src/host/delivery/sink.ts';
import type { StateStore } from '../../../src/host/state/state-store.ts';
import { fault, otlpFault } from '../../../src/testing/index.ts';
import { uidOf } from '../delivery/records.ts';
import { failureOf } from '../delivery/otlp-harness.ts';
import { type Bench, type CommitFault, delivered, never, openBench, unsteady } from './collect-bench.ts';
import { createNumbers, type Numbers, positionOf } from './numbers-source.ts';

const stop: StopSignals = { gentle: never, hard: never };
const diskFull = new ConnectorError('state', 'the disk is full', { code: 'DISK-702' });

let bench: Bench;
let sink: Sink;
let numbers: Numbers;

beforeEach(async () => {
  bench = await openBench();
  sink = createSink(bench.destination, bench.tools);
  numbers = createNumbers();
});
afterEach(async () => {
  await sink.close();
  await bench.close();
});

/** A pipeline over its row of the state, loaded. */
async function open(store: StateStore = bench.store) {
  const row = openRow({ id: 'numbers', store, clock: bench.clock, onChange: () => {} });
  await row.load();
  return { row, pipeline: pipelineOf(row) };
}

function pipelineOf(row: ConnectorRow) {
  return createPipeline({ source: numbers.source, sink, commit: (accepted) => row.commit(accepted), saved: row.saved });
}

async function stored() {
  const row = await bench.store.load('numbers');
  return { position: positionOf(row?.checkpoint), counters: row?.counters };
}

const uids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => uidOf(from + index));

describe('the order that is the promise', () => {
  test('ask, export, save, and only then ask again', async () => {
    numbers.add(8);
    const { row } = await open();
    const watched = {
      ...row,
      async commit(accepted: Parameters<ConnectorRow['commit']>[0]) {
        numbers.events.push(`save with ${bench.endpoint.received().length} accepted`);
        await row.commit(accepted);
      },
    };
    const pipeline = pipelineOf(watched);
    const steps = [await pipeline.advance(stop), await pipeline.advance(stop), await pipeline.advance(stop)];
    expect(numbers.events).toEqual(['ask 0', 'save with 4 accepted', 'ask 4', 'save with 8 accepted']);
    expect(steps.map(({ step }) => step)).toEqual(['saved', 'saved', 'poll ended']);
    expect(delivered(bench)).toEqual(uids(0, 8));
  });

  test('while a batch is on its way, its checkpoint is not saved', async () => {
    numbers.add(8);
    const { pipeline } = await open();
    await pipeline.advance(stop);
    bench.endpoint.faults.add(fault.status(503));
    await failureOf(pipeline.advance(stop));
    expect(await stored()).toMatchObject({ position: 4, counters: { accepted: 4 } });
    expect(pipeline.inHand()).toBe(4);
  });

  test('an empty batch is saved without an export', async () => {
    const { pipeline } = await open();
    expect(await pipeline.advance(stop)).toMatchObject({ step: 'saved', accepted: { records: [] } });
    expect(await stored()).toMatchObject({ position: 0, counters: { requests: 1, exports: 0 } });
    expect(bench.endpoint.requests).toEqual([]);
  });

  test('the last batch of a poll decides whether there is more', async () => {
    numbers.add(5);
    numbers.ending = { more: true };
    const { pipeline } = await open();
    await pipeline.advance(stop);
    await pipeline.advance(stop);
    expect(await pipeline.advance(stop)).toEqual({ step: 'poll ended', more: true });
  });
});

describe('a delivery that fails', () => {
  test('is made again without asking the API, and goes on behind it in the same poll', async () => {
    numbers.add(8);
    bench.endpoint.faults.add(fault.first(2, fault.status(503)));
    const { pipeline } = await open();
    expect(await failureOf(pipeline.advance(stop))).toMatchObject({ kind: 'unavailable' });
    expect(await failureOf(pipeline.advance(stop))).toMatchObject({ kind: 'unavailable' });
    await pipeline.advance(stop);
    expect(numbers.events).toEqual(['ask 0']);
    await pipeline.advance(stop);
    expect(numbers.polls).toEqual([0]);
    expect(delivered(bench)).toEqual(uids(0, 8));
  });

  test('that was stopped for good rejects with the reason, and nothing is saved', async () => {
    numbers.add(4);
    bench.endpoint.faults.add(fault.hang());
    const { pipeline } = await open();
    const hard = new AbortController();
    const stopped = pipeline.advance({ gentle: never, hard: hard.signal });
    setTimeout(() => hard.abort(new Error('enough')), 20);
    await expect(stopped).rejects.toThrow('enough');
    expect(await stored()).toMatchObject({ position: undefined });
  });
});

describe('a save that fails', () => {
  const cases: [when: CommitFault, failures: number][] = [
    ['before', 2],
    // Found to have happened after all.
    ['after', 1],
  ];

  test.for(cases)('%s it was done: only the save is made again, everything counted once', async ([when, failures]) => {
    numbers.add(4);
    // One record is set aside, so that dead letters would double too.
    bench.endpoint.faults.add(otlpFault.refuse([uidOf(2)]));
    const { pipeline } = await open(unsteady(bench.store, [when, when], diskFull));
    for (let failure = 0; failure < failures; failure += 1) {
      expect(await failureOf(pipeline.advance(stop))).toBe(diskFull);
    }
    expect(await pipeline.advance(stop)).toMatchObject({ step: 'saved' });
    const sent = bench.endpoint.requests.flatMap(({ uids: some, status }) => (status === 200 ? some : []));
    expect(sent.toSorted()).toEqual([uidOf(0), uidOf(1), uidOf(3)].toSorted());
    expect(numbers.events).toEqual(['ask 0']);
    expect(await stored()).toMatchObject({
      position: 4,
      counters: { fetched: 4, accepted: 3, deadLettered: 1, requests: 1 },
    });
    expect(await bench.store.deadLetterTotals()).toMatchObject([{ records: 1 }]);
  });
});

describe('a poll that fails', () => {
  const cut = new ConnectorError('unavailable', 'cut off');

  test('begins anew from what is saved, not from what was read', async () => {
    numbers.add(12);
    numbers.fail({ afterBatches: 1, error: cut });
    const { pipeline } = await open();
    await pipeline.advance(stop);
    expect(await failureOf(pipeline.advance(stop))).toBe(cut);
    await pipeline.advance(stop);
    expect(numbers.polls).toEqual([0, 4]);
    expect(delivered(bench)).toEqual(uids(0, 8));
  });

  test('is ended when the pipeline stops', async () => {
    numbers.add(12);
    let over = 0;
    numbers.onPollOver = () => (over += 1);
    const { pipeline } = await open();
    await pipeline.advance(stop);
    expect(over).toBe(0);
    await pipeline.stop();
    expect(over).toBe(1);
  });

  test('on its way out changes nothing', async () => {
    numbers.add(12);
    numbers.onPollOver = () => {
      throw new Error('a source that does not end well');
    };
    const { pipeline } = await open();
    await pipeline.advance(stop);
    await expect(pipeline.stop()).resolves.toBeUndefined();
  });
});

describe('a record that is refused alone', () => {
  beforeEach(() => bench.endpoint.faults.add(otlpFault.refuse([uidOf(0)])));

  test('waits for company, and is set aside once others are accepted', async () => {
    numbers.add(1);
    const { pipeline } = await open();
    expect(await failureOf(pipeline.advance(stop))).toMatchObject({ code: 'OTLP-LONE', kind: 'refused' });
    expect(await stored()).toMatchObject({ position: undefined });
    numbers.add(3);
    expect(await failureOf(pipeline.advance(stop))).toMatchObject({ code: 'OTLP-LONE' });
    expect(await pipeline.advance(stop)).toMatchObject({ step: 'saved' });
    expect(numbers.polls).toEqual([0, 1]);
    expect(delivered(bench)).toEqual(uids(1, 4));
    expect(await stored()).toMatchObject({ position: 4, counters: { fetched: 4, accepted: 3, deadLettered: 1 } });
  });

  test('is what a poll behind it finds in the storage already, though nothing of it is saved', async () => {
    const things: Collection = { name: 'things', most: 9 };
    const storage = storageInHand(bench.store.storage('numbers'));
    const found: (readonly string[])[] = [];
    const source: BatchSource = {
      origin: numbers.source.origin,
      async *poll(checkpoint, signal) {
        found.push((await storage.first(things, 9)).map(({ key }) => key));
        for await (const batch of numbers.source.poll(checkpoint, signal)) {
          const changes = batch.records.map(({ uid }) => ({
            collection: things,
            key: uid,
            entry: { rank: 1, value: 1 },
          }));
          yield { ...batch, storage: changes };
        }
      },
    };
    const { row } = await open();
    const pipeline = createPipeline({
      source,
      sink,
      commit: async (accepted) => row.commit(accepted),
      saved: row.saved,
      hold: storage.hold,
    });
    numbers.add(1);
    await failureOf(pipeline.advance(stop));
    await failureOf(pipeline.advance(stop));
    expect(await bench.store.storage('numbers').size(things)).toBe(0);
    numbers.add(1);
    await pipeline.advance(stop);
    expect(found).toEqual([[], [uidOf(0)]]);
    expect(await bench.store.storage('numbers').size(things)).toBe(2);
    expect(await storage.size(things)).toBe(2);
    const forgotten = { collection: things, key: uidOf(0), entry: undefined };
    await bench.store.commit('numbers', { checkpoint: undefined, storage: [forgotten] });
    expect(await storage.size(things)).toBe(1);
  });

  test('is kept in hand while only empty batches come', async () => {
    numbers.add(1);
    const { pipeline } = await open();
    for (let attempt = 0; attempt < 5; attempt += 1) {
      expect(await failureOf(pipeline.advance(stop))).toMatchObject({ code: 'OTLP-LONE' });
    }
    expect(pipeline.inHand()).toBe(1);
    bench.endpoint.faults.clear();
    await pipeline.advance(stop);
    expect(delivered(bench)).toEqual([uidOf(0)]);
    expect(await stored()).toMatchObject({ position: 1, counters: { fetched: 1, accepted: 1, deadLettered: 0 } });
  });

  test('and is accepted later on is only saved again when that fails', async () => {
    numbers.add(1);
    const { pipeline } = await open(unsteady(bench.store, ['after'], diskFull));
    await failureOf(pipeline.advance(stop));
    bench.endpoint.faults.clear();
    expect(await failureOf(pipeline.advance(stop))).toBe(diskFull);
    const asked = numbers.events.length;
    expect(await pipeline.advance(stop)).toMatchObject({ step: 'saved' });
    expect(numbers.events).toHaveLength(asked);
    expect(await stored()).toMatchObject({ position: 1, counters: { fetched: 1, accepted: 1 } });
  });

  test('and its company are delivered without asking again when the endpoint is away', async () => {
    numbers.add(1);
    const { pipeline } = await open();
    await failureOf(pipeline.advance(stop));
    await failureOf(pipeline.advance(stop));
    numbers.add(3);
    bench.endpoint.faults.clear();
    bench.endpoint.faults.add(fault.any(fault.nth(1, fault.status(503)), otlpFault.refuse([uidOf(0)])));
    expect(await failureOf(pipeline.advance(stop))).toMatchObject({ kind: 'unavailable' });
    const asked = numbers.events.length;
    expect(await pipeline.advance(stop)).toMatchObject({ step: 'saved' });
    expect(numbers.events).toHaveLength(asked);
    expect(await stored()).toMatchObject({ position: 4, counters: { accepted: 3, deadLettered: 1 } });
  });

  test('does not keep a failing API from being noticed', async () => {
    numbers.add(1);
    const { pipeline } = await open();
    await failureOf(pipeline.advance(stop));
    const away = new ConnectorError('unavailable', 'away');
    await failureOf(pipeline.advance(stop));
    numbers.fail({ error: away });
    expect(await failureOf(pipeline.advance(stop))).toBe(away);
    expect(pipeline.inHand()).toBe(1);
  });
});
