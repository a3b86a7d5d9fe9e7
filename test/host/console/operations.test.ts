import { describe, expect, test } from 'vitest';
import {
  checkpointViewSchema,
  deadLettersSchema,
  gapsSchema,
  replayStateSchema,
  timelineEntrySchema,
} from '../../../src/api/operations.ts';
import { overviewSchema } from '../../../src/api/overview.ts';
import { fault, otlpFault, type ReceivedRecord } from '../../../src/testing/index.ts';
import { numbersOf, putIncidents } from '../../cli/workplace.ts';
import { type ConsoleBench, consoleBench, problemOf, wordOf } from './console-bench.ts';

const file = [{ id: 'eu', api_key: '${env:CORTEX_KEY}' }];

async function atWork(): Promise<ConsoleBench> {
  const bench = await consoleBench({ connectors: file });
  await expect.poll(() => bench.endpoint.received().length).toBe(3);
  return bench;
}

describe('a pause', () => {
  test('says by whom and since when, outlives a restart, and ends with a word', async () => {
    const bench = await atWork();
    await bench.console.pause('eu', 'ann');
    expect(wordOf(bench, 'eu')).toBe('Paused');
    await bench.restart();
    const { connectors } = overviewSchema.parse(bench.console.overview());
    expect(connectors).toMatchObject([{ id: 'eu', status: 'Paused', paused: { by: 'ann' }, origin: 'file' }]);
    putIncidents(bench.tenant.model, 1, 4);
    await bench.console.resume('eu', 'bob');
    await expect.poll(() => numbersOf(bench.endpoint)).toEqual([1, 2, 3, 4]);
    const entries = await bench.console.timeline('eu', {});
    for (const entry of entries) timelineEntrySchema.parse(entry);
    const steps = entries.filter(({ kind }) => kind === 'operation').map(({ actor, text }) => [actor, text]);
    expect(steps).toEqual([
      ['bob', 'Resumed.'],
      ['ann', 'Paused.'],
    ]);
  });

  test('is not polled out of', async () => {
    const bench = await atWork();
    await bench.console.pollNow('eu', 'ann');
    await bench.console.pause('eu', 'ann');
    expect(await problemOf(bench.console.pollNow('eu', 'ann'))).toMatchObject({ status: 409 });
  });

  test('of nobody is not possible', async () => {
    const bench = await atWork();
    expect(await problemOf(bench.console.pause('us', 'ann'))).toMatchObject({ status: 404 });
  });
});

describe('a checkpoint', () => {
  test('is shown in words, and is moved only while the connector is paused, by its id, to the past', async () => {
    const bench = await atWork();
    const view = checkpointViewSchema.parse(await bench.console.checkpoint('eu'));
    expect(view).toMatchObject({ movable: false, problem: null });
    expect(view.words.length).toBeGreaterThan(0);
    const to = new Date(Date.now() - 3_600_000).toISOString();
    const future = new Date(Date.now() + 3_600_000).toISOString();
    const moved = async (time: string | null, confirm = 'eu') =>
      bench.console.moveCheckpoint('eu', { to: time, confirm }, 'ann');
    expect(await problemOf(moved(to))).toMatchObject({ status: 409 });
    await bench.console.pause('eu', 'ann');
    expect(await problemOf(moved(to, 'EU'))).toMatchObject({ status: 422 });
    expect(await problemOf(moved(future))).toMatchObject({ status: 422 });
    expect((await moved(to)).words.join(' ')).toContain(to.slice(0, 10));
    expect(await moved(null)).toMatchObject({ checkpoint: null, movable: true });
    await bench.console.resume('eu', 'ann');
    await expect.poll(() => numbersOf(bench.endpoint)).toEqual([1, 1, 2, 2, 3, 3]);
    const texts = (await bench.console.timeline('eu', {})).map(({ text }) => text);
    expect(texts).toContain('Checkpoint forgotten: the next poll is a first start.');
    expect(texts).toContain(`Checkpoint set to ${to}.`);
  });
});

describe('dead letters', () => {
  async function withDeadLetter(): Promise<ConsoleBench> {
    const bench = await consoleBench({ connectors: file, incidents: 0 });
    await expect.poll(() => wordOf(bench, 'eu')).toBe('Active');
    // The second of three is what it refuses.
    const isSecond = ({ attributes }: ReceivedRecord) => attributes['paloalto.cortex.incident.id'] === '2';
    bench.endpoint.faults.add(fault.when(({ records }) => records.some(isSecond), otlpFault.status(400)));
    for (const number of [1, 2, 3]) {
      const nowMs = Date.now() - 10 + number;
      const times = { modification_time: nowMs, creation_time: nowMs };
      bench.tenant.model.incidents.put({ incident_id: String(number), ...times });
    }
    await expect.poll(() => bench.host.status().connectors[0]?.counters.deadLettered).toBe(1);
    return bench;
  }

  test('are shown, and counted on the dashboard', async () => {
    const bench = await withDeadLetter();
    const list = deadLettersSchema.parse(await bench.console.deadLetters('eu', {}));
    expect(list).toMatchObject({ total: 1, totalRecords: 1, entries: [{ kind: 'refused', records: 1 }] });
    expect(JSON.stringify(list.entries[0]?.sample)).toContain('"incident_id":"2"');
    await expect.poll(() => bench.console.overview().connectors[0]?.deadLetters).toBe(1);
  });

  test('that are refused again stay, and are gone once they are accepted', async () => {
    const bench = await withDeadLetter();
    const id = (await bench.console.deadLetters('eu', {})).entries[0]?.id ?? 0;
    expect(await bench.console.sendDeadLetters('eu', [id], 'ann')).toEqual({ done: 0, refused: 1 });
    expect((await bench.console.deadLetters('eu', {})).total).toBe(1);
    await expect.poll(() => bench.console.overview().connectors[0]?.deadLetters).toBe(1);
    bench.endpoint.faults.clear();
    expect(await bench.console.sendDeadLetters('eu', [id, id], 'ann')).toEqual({ done: 1, refused: 0 });
    expect(numbersOf(bench.endpoint)).toEqual([1, 2, 3]);
    expect((await bench.console.deadLetters('eu', {})).total).toBe(0);
    await expect.poll(() => bench.console.overview().connectors[0]?.deadLetters).toBe(0);
    expect(await problemOf(bench.console.sendDeadLetters('eu', [id], 'ann'))).toMatchObject({ status: 404 });
  });

  test('of another connector are not there', async () => {
    const bench = await withDeadLetter();
    const id = (await bench.console.deadLetters('eu', {})).entries[0]?.id ?? 0;
    await bench.console.create(bench.form({ name: 'Other' }), 'ann');
    const choice = { ids: [id], confirm: 'other' };
    expect(await problemOf(bench.console.sendDeadLetters('other', [id], 'ann'))).toMatchObject({ status: 404 });
    expect(await problemOf(bench.console.discardDeadLetters('other', choice, 'ann'))).toMatchObject({ status: 404 });
    expect((await bench.console.deadLetters('eu', {})).entries.map((entry) => entry.id)).toEqual([id]);
  });

  test('stay when the destination is down', async () => {
    const bench = await withDeadLetter();
    const id = (await bench.console.deadLetters('eu', {})).entries[0]?.id ?? 0;
    bench.endpoint.faults.clear();
    bench.endpoint.faults.add(otlpFault.status(503));
    expect(await problemOf(bench.console.sendDeadLetters('eu', [id], 'ann'))).toMatchObject({ status: 503 });
    expect((await bench.console.deadLetters('eu', {})).total).toBe(1);
  });

  test('are discarded by whoever types the id of the connector', async () => {
    const bench = await withDeadLetter();
    const id = (await bench.console.deadLetters('eu', {})).entries[0]?.id ?? 0;
    const discarded = async (confirm: string | undefined) =>
      bench.console.discardDeadLetters('eu', { ids: [id], confirm }, 'ann');
    expect(await problemOf(discarded(undefined))).toMatchObject({ status: 422 });
    expect(await discarded('eu')).toEqual({ done: 1, refused: 0 });
    expect((await bench.console.timeline('eu', {}))[0]).toMatchObject({
      actor: 'ann',
      text: 'Dead letters discarded: 1.',
    });
  });
});

describe('a replay', () => {
  const period = () => ({ from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date().toISOString() });

  test('sends the period again in the background, with the same ids, and is noted', async () => {
    const bench = await atWork();
    expect(bench.console.replay('eu')).toBeNull();
    const begun = replayStateSchema.parse(await bench.console.startReplay('eu', period(), 'ann'));
    expect(begun.state).toBe('running');
    await expect.poll(() => bench.console.replay('eu')?.state).toBe('done');
    expect(bench.console.replay('eu')).toMatchObject({ records: 3, ratio: 1, message: null });
    expect([...bench.endpoint.counts().values()]).toEqual([2, 2, 2]);
    await expect
      .poll(async () => (await bench.console.timeline('eu', {}))[0]?.text)
      .toMatch(/^Sent .* again: 3 records\.$/);
  });

  test('is one at a time, can be cancelled, and ends with the collector', async () => {
    const bench = await atWork();
    bench.endpoint.faults.add(otlpFault.status(503));
    await bench.console.startReplay('eu', period(), 'ann');
    expect(await problemOf(bench.console.startReplay('eu', period(), 'ann'))).toMatchObject({ status: 409 });
    await expect.poll(() => bench.console.replay('eu')?.message).toContain('trying again');
    await bench.console.cancelReplay('eu', 'bob');
    expect(bench.console.replay('eu')?.state).toBe('cancelled');
    expect((await bench.console.timeline('eu', {}))[0]).toMatchObject({ actor: 'bob' });
    expect(await problemOf(bench.console.cancelReplay('eu', 'bob'))).toMatchObject({ status: 409 });
    await bench.console.startReplay('eu', period(), 'ann');
    await bench.restart();
    expect(bench.console.replay('eu')).toBeNull();
  });

  test('is of a period that has passed', async () => {
    const bench = await atWork();
    const { from, to } = period();
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await problemOf(bench.console.startReplay('eu', { from: to, to: from }, 'ann'))).toMatchObject({
      status: 422,
    });
    expect(await problemOf(bench.console.startReplay('eu', { from, to: later }, 'ann'))).toMatchObject({ status: 422 });
  });
});

test('what the key may not see is said', async () => {
  const bench = await atWork();
  expect(gapsSchema.parse(await bench.console.gaps('eu'))).toMatchObject({ restricted: 0 });
});

test('records that go by are shown to whoever looks', async () => {
  const bench = await atWork();
  bench.console.records('eu', undefined);
  putIncidents(bench.tenant.model, 1, 4);
  await expect.poll(() => bench.console.records('eu', undefined).records.length).toBe(1);
  expect(await problemOf((async () => bench.console.records('us', undefined))())).toMatchObject({ status: 404 });
});
