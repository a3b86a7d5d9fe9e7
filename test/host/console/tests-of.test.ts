import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { testEventSchema } from '../../../src/api/connector-form.ts';
import { fault } from '../../../src/testing/index.ts';
import { canary } from '../../cli/workplace.ts';
import { consoleBench, eventsOf, problemOf } from './console-bench.ts';

const never = new AbortController().signal;

test('a form is tested for every source, with what it holds, and nothing of it is kept', async () => {
  const bench = await consoleBench({ keyFile: false });
  const form = bench.form({ sources: ['xdr-incidents', 'xsoar-audit'] });
  const events = await eventsOf(bench.console.test(form, 'ann', never));
  for (const event of events) testEventSchema.parse(event);
  const stages = events.flatMap((event) => ('stage' in event ? [event.source] : []));
  expect(new Set(stages)).toEqual(new Set(['xdr-incidents', 'xsoar-audit']));
  expect(events.at(-1)).toMatchObject({ result: { status: 'ok', message: 'Connection successful' } });
  expect(await bench.console.connectors()).toEqual([]);
});

test('a blank secret of a connector that is edited is the one that is stored', async () => {
  const bench = await consoleBench();
  await bench.console.create(bench.form(), 'ann');
  const form = bench.form({ settings: { api_key: '' } });
  const [kept, missing] = [
    await eventsOf(bench.console.test({ ...form, connector: 'soc' }, 'ann', never)),
    await problemOf(eventsOf(bench.console.test({ ...form, name: 'Other' }, 'ann', never))),
  ];
  expect(kept.at(-1)).toMatchObject({ result: { status: 'ok' } });
  expect(missing).toMatchObject({ status: 422, problem: { fields: [{ path: 'settings.api_key' }] } });
});

test('the test of a connector is kept, noted, and shown after a restart', async () => {
  const bench = await consoleBench({ connectors: [{ id: 'eu', api_key: '${env:CORTEX_KEY}' }] });
  bench.tenant.setKeys([{ ...canary, key: 'another-key-another-key' }]);
  const events = await eventsOf(bench.console.testConnector('eu', 'ann', never));
  const last = events.at(-1);
  if (!last || !('result' in last)) throw new Error('no result');
  expect(last.result).toMatchObject({ status: 'failed', message: expect.stringMatching(/^authentication failed: /) });
  await bench.restart();
  expect((await bench.console.connector('eu')).lastTest).toEqual(last.result);
  const [entry] = (await bench.console.timeline('eu', {})).filter(({ kind }) => kind === 'test');
  expect(entry).toMatchObject({ actor: 'ann', text: `Connection test: ${last.result.message}`.slice(0, 500) });
});

test('how a test came out is told though it cannot be kept', async () => {
  const bench = await consoleBench({ connectors: [{ id: 'eu', api_key: '${env:CORTEX_KEY}' }] });
  await expect.poll(() => bench.endpoint.received().length, { timeout: 10_000 }).toBe(3);
  const database = new DatabaseSync(join(bench.directory, 'state', 'state.db'));
  database.exec(`CREATE TRIGGER no BEFORE INSERT ON connection_test BEGIN SELECT RAISE(ABORT, 'no'); END`);
  database.close();
  const events = await eventsOf(bench.console.testConnector('eu', 'ann', never));
  expect(events.at(-1)).toMatchObject({ result: { status: 'ok' } });
  expect(bench.log()).toContain('the result of a test could not be kept');
});

test('a test that nobody waits for any more ends', async () => {
  const bench = await consoleBench();
  bench.tenant.faults.add(fault.hang());
  const gone = new AbortController();
  setTimeout(() => gone.abort(new Error('gone')), 200);
  await expect(eventsOf(bench.console.test(bench.form(), 'ann', gone.signal))).rejects.toThrow('gone');
});
