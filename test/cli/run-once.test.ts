import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tryDirectoryLock } from '../../src/host/state/directory-lock.ts';
import { fault, otlpFault } from '../../src/testing/index.ts';
import { numbersOf, workplace, type Workplace } from './workplace.ts';

const events = (stderr: string) =>
  stderr
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { readonly event: string; readonly [field: string]: unknown });

describe('run --once', () => {
  test('delivers everything there is, says so in one line, and ends with 0', async () => {
    const place = await workplace({ incidents: 250 });
    const { code, stdout, stderr } = await place.run('run', '--once');
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(numbersOf(place.endpoint)).toHaveLength(250);
    expect([...place.endpoint.counts().values()].every((count) => count === 1)).toBe(true);
    const collected = events(stderr).filter(({ event }) => event === 'collected');
    expect(collected.reduce((total, { records }) => total + Number(records), 0)).toBe(250);
    expect(events(stderr).map(({ event }) => event)).toContain('caught up');
  });

  test('goes on where it ended: what was delivered is not delivered again', async () => {
    const place = await workplace();
    await place.run('run', '--once');
    place.model.incidents.put({ incident_id: '900', modification_time: Date.now() });
    expect((await place.run('run', '--once')).code).toBe(0);
    expect(numbersOf(place.endpoint)).toEqual([1, 2, 3, 900]);
  });

  test('dead letters do not fail it: one line counts them', async () => {
    const place = await workplace();
    await place.run('run', '--once');
    const [poison = ''] = place.endpoint.counts().keys();
    // A first start again, of the same tenant: the same ids.
    await place.configure({ rest: { state: { directory: './again' } } });
    place.endpoint.faults.add(otlpFault.refuse([poison]));
    const { code, stderr } = await place.run('run', '--once');
    expect(code).toBe(0);
    expect(events(stderr)).toContainEqual(expect.objectContaining({ event: 'dead letters', deadLettered: 1 }));
    expect(events(stderr)).toContainEqual(
      expect.objectContaining({ event: 'dead letters in the state directory', records: 1 }),
    );
  });
});

describe('run --once told to stop before it has caught up', () => {
  const unfinished = { event: 'stopped before they had caught up', connectors: ['soc'] };

  test('ends with 0, and says so', async () => {
    const place = await workplace();
    place.tenant.faults.add(fault.status(503));
    const run = place.start('run', '--once');
    await run.logged('attempt failed');
    run.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
    expect(run.log()).toContainEqual(expect.objectContaining(unfinished));
  });

  test('ends with 0, and says so, also while it stands by', async () => {
    const place = await workplace();
    await mkdir(place.state, { mode: 0o700 });
    const lock = tryDirectoryLock(join(place.state, 'lock.db'));
    try {
      const run = place.start('run', '--once');
      await run.logged('standby: another process holds the state directory');
      run.kill('SIGTERM');
      expect((await run.ended).code).toBe(0);
      expect(run.log()).toContainEqual(expect.objectContaining(unfinished));
    } finally {
      lock?.release();
    }
  });
});

describe('run --once gives up', () => {
  test.for<[what: string, code: number, kind: string, arrange: (place: Workplace) => unknown]>([
    ['a key that is refused', 4, 'auth', ({ tenant }) => tenant.setKeys([])],
    ['a missing permission', 4, 'permission', ({ tenant }) => tenant.faults.add(fault.status(403))],
    ['a missing licence', 4, 'license', ({ tenant }) => tenant.faults.add(fault.status(402))],
    ['an endpoint that wants credentials', 4, 'auth', ({ endpoint }) => endpoint.faults.add(otlpFault.status(401))],
    ['an endpoint that is none', 2, 'config', ({ endpoint }) => endpoint.faults.add(fault.html())],
    ['a tenant that is not available', 5, 'unavailable', ({ tenant }) => tenant.faults.add(fault.status(503))],
    ['a tenant that has had enough', 5, 'throttled', ({ tenant }) => tenant.faults.add(fault.retryAfter('1'))],
    ['an endpoint that is down', 5, 'unavailable', ({ endpoint }) => endpoint.close()],
    ['an endpoint that refuses everything', 1, 'refused', ({ endpoint }) => endpoint.faults.add(otlpFault.status(400))],
  ])('at %s: %i (%s)', async ([, expected, kind, arrange]) => {
    const place = await workplace();
    await arrange(place);
    const { code, stderr } = await place.run('run', '--once', '--give-up-after', '500ms');
    expect(events(stderr)).toContainEqual(expect.objectContaining({ event: 'gave up', connector: 'soc', kind }));
    expect(code).toBe(expected);
  });

  test('answers that are not understood: 1', async () => {
    const place = await workplace();
    place.tenant.faults.add(fault.raw('{"reply": [nonsense'));
    expect((await place.run('run', '--once', '--give-up-after', '500ms')).code).toBe(1);
  });

  test('a state directory that others can use: 3, and how to close it', async () => {
    const place = await workplace();
    await mkdir(place.state);
    await chmod(place.state, 0o755);
    const { code, stderr } = await place.run('run', '--once');
    expect(code).toBe(3);
    expect(stderr).toContain('chmod 700');
  });

  test('a state directory that is a file: 3', async () => {
    const place = await workplace();
    await place.configure({ rest: { state: { directory: './cortex-otel.yaml' } } });
    const { code, stderr } = await place.run('run', '--once');
    expect(code).toBe(3);
    expect(stderr).toContain(place.config);
  });

  test('a state directory that another process holds, after waiting for it: 3', async () => {
    const place = await workplace();
    await mkdir(place.state, { mode: 0o700 });
    const lock = tryDirectoryLock(join(place.state, 'lock.db'));
    try {
      const { code, stderr } = await place.run('run', '--once', '--give-up-after', '300ms');
      expect(code).toBe(3);
      expect(events(stderr).map(({ event }) => event)).toContain('standby: another process holds the state directory');
      expect(events(stderr)).toContainEqual(expect.objectContaining({ code: 'LEASE-703' }));
    } finally {
      lock?.release();
    }
  });

  test('one connector that cannot does not keep the others from catching up', async () => {
    const place = await workplace();
    await place.configure({ others: [{ id: 'other', api_key_id: '43' }] });
    const { code, stderr } = await place.run('run', '--once');
    expect(code).toBe(4);
    expect(events(stderr)).toContainEqual(expect.objectContaining({ event: 'gave up', connector: 'other' }));
    expect(numbersOf(place.endpoint)).toEqual([1, 2, 3]);
  });
});
