import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fault, otlpFault, startFakeOtlpEndpoint } from '../../src/testing/index.ts';
import { numbersOf, workplace } from './workplace.ts';

const lately = ['replay', '--connector', 'soc', '--from', '1h', '--to', 'now'];

test('a replay delivers a period again: the same ids, marked, and no checkpoint moves', async () => {
  const place = await workplace();
  await place.run('run', '--once');
  const { code, stdout } = await place.run(...lately);
  expect({ code, stdout }).toEqual({ code: 0, stdout: expect.stringContaining('3 records') as string });
  expect([...place.endpoint.counts().values()]).toEqual([2, 2, 2]);
  const marks = place.endpoint.received().map(({ attributes }) => attributes['paloalto.cortex.ingest.replay']);
  expect(marks).toEqual([undefined, undefined, undefined, true, true, true]);
  await place.run('run', '--once');
  expect(place.endpoint.received()).toHaveLength(6);
});

test('a replay says of a revision what was said when it was delivered, also while a run goes on', async () => {
  const place = await workplace();
  await place.run('run', '--once');
  place.model.incidents.change(2, { status: 'resolved_other', modification_time: Date.now() - 1000 });
  const run = place.start('run');
  await run.logged('collected');
  await place.run(...lately);
  run.kill('SIGKILL');
  const said = place.endpoint.received().map(({ eventName, attributes }) => ({
    event: eventName.split('.').at(-1),
    id: attributes['paloalto.cortex.incident.id'],
    number: attributes['paloalto.cortex.ingest.revision'],
    changed: attributes['paloalto.cortex.ingest.changed_fields'],
  }));
  const first = ['1', '2', '3'].map((id) => ({ event: 'created', id, number: 1, changed: undefined }));
  const resolved = { event: 'resolved', id: '2', number: 2, changed: ['status'] };
  expect(said).toEqual([...first, resolved, first[0], first[2], resolved]);
});

test.for(['tap', 'replay'])(
  '%s says nothing of revisions where nothing was delivered, or nobody knows',
  async (command) => {
    const place = await workplace();
    const args = command === 'tap' ? ['tap', '--connector', 'soc'] : lately;
    const said = async () => {
      const before = place.endpoint.received().length;
      const { code, stdout } = await place.run(...args);
      expect(code).toBe(0);
      return stdout + JSON.stringify(place.endpoint.received().slice(before));
    };
    expect(await said()).not.toContain('ingest.revision');
    await place.run('run', '--once');
    expect(await said()).toContain('ingest.revision');
    await writeFile(join(place.state, 'state.db'), 'not a database');
    expect(await said()).not.toContain('ingest.revision');
  },
);

test('a replay takes only what lies within the period', async () => {
  const place = await workplace();
  place.model.incidents.put({ incident_id: '50', modification_time: Date.UTC(2026, 0, 2) });
  await place.run('replay', '--connector', 'soc', '--from', '2026-01-01T00:00:00Z', '--to', '2026-01-03T00:00:00Z');
  expect(numbersOf(place.endpoint)).toEqual([50]);
});

test('a replay tries again as a run does', async () => {
  const place = await workplace();
  place.tenant.faults.add(fault.once(fault.status(503)));
  place.endpoint.faults.add(fault.once(otlpFault.status(503)));
  const { code, stdout, stderr } = await place.run(...lately, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ records: 3, accepted: 3, rejected: 0, refused: 0 });
  expect(stderr).toContain('trying again in');
});

test('a replay does not outstay --give-up-after when it is asked to wait for longer', async () => {
  const place = await workplace();
  place.endpoint.faults.add(otlpFault.status(503, { 'retry-after': '900' }));
  const { code, stderr } = await place.run(...lately, '--give-up-after', '1s');
  expect(code).toBe(5);
  expect(stderr).toContain('trying again in 1 s');
});

test('a replay to another endpoint takes none of the configured headers there', async () => {
  const place = await workplace();
  await place.configure({ otlp: { headers: { authorization: 'Bearer of-the-configured-one' } } });
  const other = await startFakeOtlpEndpoint();
  try {
    expect((await place.run(...lately, '--destination', other.url)).code).toBe(0);
    expect(numbersOf(other)).toEqual([1, 2, 3]);
    expect(other.requests.map(({ headers }) => headers['authorization'])).toEqual([undefined]);
    expect(place.endpoint.requests).toEqual([]);
  } finally {
    await other.close();
  }
});

test.for<[what: string, code: number, args: readonly string[]]>([
  ['a period that ends before it begins', 2, ['--from', '1h', '--to', '2h']],
  ['a destination that is no URL', 2, ['--from', '2h', '--to', '1h', '--destination', 'localhost:4318']],
  ['no period', 2, ['--from', '2h']],
])('a replay with %s is refused: %i', async ([, expected, args]) => {
  const place = await workplace();
  expect((await place.run('replay', '--connector', 'soc', ...args)).code).toBe(expected);
  expect(place.endpoint.requests).toEqual([]);
});

test('a replay says what the destination refused, and ends with 1', async () => {
  const place = await workplace();
  await place.run('run', '--once');
  const [poison = ''] = place.endpoint.counts().keys();
  place.endpoint.faults.add(otlpFault.refuse([poison]));
  const { code, stdout } = await place.run(...lately);
  expect(code).toBe(1);
  expect(stdout).toContain('1 refused');
});

test('a record that is refused alone, with no other to compare it with, ends a replay with 1', async () => {
  const place = await workplace({ incidents: 1 });
  place.endpoint.faults.add(otlpFault.status(400));
  const { code, stderr } = await place.run(...lately);
  expect(code).toBe(1);
  expect(stderr).toContain('OTLP-LONE');
});
