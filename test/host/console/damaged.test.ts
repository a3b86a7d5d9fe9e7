import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { otlpFault } from '../../../src/testing/index.ts';
import { canary, putIncidents } from '../../cli/workplace.ts';
import { type ConsoleBench, consoleBench, problemOf, wordOf } from './console-bench.ts';

/** Changes the database of a bench behind its back. */
function tamper({ directory }: ConsoleBench, statement: string): void {
  const database = new DatabaseSync(join(directory, 'state', 'state.db'));
  database.exec(statement);
  database.close();
}

test('a damaged checkpoint is said to be damaged, and can be forgotten or set', async () => {
  const bench = await consoleBench({ connectors: [{ id: 'eu', api_key: '${env:CORTEX_KEY}' }] });
  await expect.poll(() => bench.endpoint.received().length).toBe(3);
  await bench.console.pause('eu', 'ann');
  tamper(bench, `UPDATE connector SET checkpoint = replace(checkpoint, '"version":1', '"version":2')`);
  expect(await bench.console.checkpoint('eu')).toMatchObject({
    checkpoint: null,
    words: [],
    problem: expect.stringContaining('eu'),
    movable: true,
  });
  const to = new Date(Date.now() - 3_600_000).toISOString();
  expect(await bench.console.moveCheckpoint('eu', { to, confirm: 'eu' }, 'ann')).toMatchObject({ problem: null });
  await bench.console.resume('eu', 'ann');
  await expect.poll(() => wordOf(bench, 'eu')).toBe('Active');
});

test('a checkpoint of another tenant is shown with why it cannot be used', async () => {
  const bench = await consoleBench();
  const [made] = await bench.console.create(bench.form(), 'ann');
  await expect.poll(() => bench.endpoint.received().length).toBe(3);
  await bench.console.pause('soc', 'ann');
  const settings = { server_url: bench.tenant.url.replace('127.0.0.1', 'localhost') };
  await bench.console.update('soc', bench.form({ settings }), made?.etag, 'ann');
  const view = await bench.console.checkpoint('soc');
  expect(view.checkpoint).not.toBeNull();
  expect(view.problem).toContain('localhost');
});

test('a connector whose secrets are lost can be looked at, given new ones, and deleted', async () => {
  const bench = await consoleBench();
  await bench.console.create(bench.form(), 'ann');
  await bench.console.create(bench.form({ name: 'Other' }), 'ann');
  rmSync(join(bench.directory, 'console.key'));
  await bench.restart();
  expect([wordOf(bench, 'soc'), wordOf(bench, 'other')]).toEqual(['Action required', 'Action required']);
  const { etag, tenant } = await bench.console.connector('soc');
  expect(tenant).toBeNull();
  expect(await problemOf(bench.console.pause('soc', 'ann'))).toMatchObject({ status: 409 });
  expect(
    await problemOf(
      bench.console.startReplay('soc', { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' }, 'ann'),
    ),
  ).toMatchObject({ status: 409 });
  expect(await problemOf(bench.console.create(bench.form({ name: 'Third' }), 'ann'))).toMatchObject({ status: 503 });
  // The key that could not be sealed is known to be one all the same.
  await bench.console.remove('other', 'other', canary.key);
  expect(bench.log()).toContain('Deleted.');
  expect(bench.log()).not.toContain(canary.key);
  await bench.console.update('soc', bench.form({ settings: { api_key: '${env:CORTEX_KEY}' } }), etag, 'ann');
  await expect.poll(() => wordOf(bench, 'soc')).toBe('Active');
  expect((await bench.console.connectors()).map(({ id }) => id)).toEqual(['soc']);
});

test('a connector of which what was saved is damaged is a row that can only be deleted', async () => {
  const bench = await consoleBench();
  await bench.console.create(bench.form(), 'ann');
  tamper(bench, `UPDATE saved_connector SET content = replace(content, 'SOC', 'COS')`);
  await bench.restart();
  expect(wordOf(bench, 'soc')).toBe('Action required');
  expect(await problemOf(bench.console.update('soc', bench.form(), '"1"', 'ann'))).toMatchObject({ status: 409 });
  expect(await bench.console.connector('soc')).toMatchObject({ origin: 'saved', settings: {}, secrets: {} });
  await bench.console.remove('soc', 'soc', 'ann');
  expect(bench.host.status().connectors).toEqual([]);
});

test('a damaged dead letter hides no other, is not sent, and can be discarded', async () => {
  const bench = await consoleBench({ connectors: [{ id: 'eu', api_key: '${env:CORTEX_KEY}' }] });
  await expect.poll(() => bench.endpoint.received().length).toBe(3);
  const accepting = bench.endpoint.faults.add(otlpFault.partialSuccess(1));
  const entries = async () => (await bench.console.deadLetters('eu', {})).entries;
  for (const [index, number] of [10, 20].entries()) {
    putIncidents(bench.tenant.model, 1, number);
    await expect.poll(async () => (await entries()).length).toBe(index + 1);
  }
  accepting();
  const [first = 0, second = 0] = (await entries()).map(({ id }) => id);
  tamper(bench, `UPDATE dead_letter SET content = replace(content, 'reason', 'reasom') WHERE id = ${first}`);
  expect(await entries()).toMatchObject([
    { id: first, records: 0, sample: null },
    { id: second, records: 1 },
  ]);
  expect(await problemOf(bench.console.sendDeadLetters('eu', [first, second], 'ann'))).toMatchObject({ status: 409 });
  expect(await bench.console.sendDeadLetters('eu', [second], 'ann')).toEqual({ done: 1, refused: 0 });
  expect((await entries()).map(({ id }) => id)).toEqual([first]);
  await bench.console.discardDeadLetters('eu', { ids: [first], confirm: 'eu' }, 'ann');
  expect(await entries()).toEqual([]);
});
