import { describe, expect, test } from 'vitest';
import { checkpointSchema } from '../../src/contract/index.ts';
import { numbersOf, workplace } from './workplace.ts';

describe('checkpoint show', () => {
  test('says in words where the connector resumes', async () => {
    const place = await workplace();
    await place.run('run', '--once');
    const { code, stdout } = await place.run('checkpoint', 'show', '--connector', 'soc');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The next pass begins at 20\d\d-/);
    expect(stdout).toMatch(/^Records were last accepted .* UTC\)\.$/m);
  });

  test('--json is the checkpoint itself', async () => {
    const place = await workplace();
    await place.run('run', '--once');
    const { stdout } = await place.run('checkpoint', 'show', '--connector', 'soc', '--json');
    const { connector, checkpoint } = JSON.parse(stdout) as { connector: string; checkpoint: unknown };
    expect(connector).toBe('soc');
    expect(checkpointSchema.parse(checkpoint)).toMatchObject({ source: 'xdr-incidents', tenant: place.tenant.url });
  });

  test('needs no secret', async () => {
    const place = await workplace();
    await place.run('run', '--once');
    await place.configure({ connector: { api_key: '${env:NO}' } });
    const { code, stdout } = await place.run('checkpoint', 'show', '--connector', 'soc');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^The next pass begins at 20\d\d-/);
  });

  test('of a connector that never ran says that it is a first start', async () => {
    const place = await workplace();
    expect((await place.run('checkpoint', 'show', '--connector', 'soc')).stdout).toContain('first start');
  });

  test('needs no id where there is one connector, and asks which where there are several: 2', async () => {
    const place = await workplace();
    expect((await place.run('checkpoint', 'show')).stdout).toContain('first start');
    await place.configure({ others: [{ id: 'elsewhere' }] });
    const { code, stderr } = await place.run('checkpoint', 'show');
    expect(code).toBe(2);
    expect(stderr).toContain('Give --connector one of soc, elsewhere.');
  });

  test('of a connector that is not there names the one that was meant, and all there are: 2', async () => {
    const place = await workplace();
    await place.configure({ others: [{ id: 'elsewhere' }] });
    const { code, stderr } = await place.run('checkpoint', 'show', '--connector', 'sco');
    expect(code).toBe(2);
    expect(stderr).toContain('Did you mean soc? It has soc, elsewhere.');
  });
});

describe('checkpoint reset', () => {
  test('makes the next run a first start', async () => {
    const place = await workplace();
    await place.run('run', '--once');
    const { code, stdout } = await place.run('checkpoint', 'reset', '--connector', 'soc', '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain('soc will start anew');
    await place.run('run', '--once');
    expect(numbersOf(place.endpoint)).toEqual([1, 1, 2, 2, 3, 3]);
  });

  test('changes nothing where there is nobody to ask: 2', async () => {
    const place = await workplace();
    await place.run('run', '--once');
    const { code, stderr } = await place.run('checkpoint', 'reset', '--connector', 'soc');
    expect(code).toBe(2);
    expect(stderr).toContain('--yes');
    await place.run('run', '--once');
    expect(numbersOf(place.endpoint)).toEqual([1, 2, 3]);
  });

  test('is refused while a run holds the state: 3', async () => {
    const place = await workplace();
    const run = place.start('run');
    await run.logged('collected');
    const { code, stderr } = await place.run('checkpoint', 'reset', '--connector', 'soc', '--yes');
    expect(code).toBe(3);
    expect(stderr).toContain('LEASE-703');
  });
});

describe('checkpoint set', () => {
  test('makes the next run begin at a time', async () => {
    const place = await workplace({ incidents: 2 });
    place.model.incidents.put({ incident_id: '77', modification_time: Date.now() - 60_000 });
    const to = new Date(Date.now() - 120_000).toISOString();
    const { code, stdout } = await place.run('checkpoint', 'set', '--connector', 'soc', '--to', to, '--yes');
    expect(code).toBe(0);
    expect(stdout).toContain(`resume at ${to.slice(0, 19).replace('T', ' ')} UTC`);
    await place.run('run', '--once');
    expect(numbersOf(place.endpoint)).toEqual([77]);
  });

  test('refuses the future: 2', async () => {
    const place = await workplace();
    const to = new Date(Date.now() + 3_600_000).toISOString();
    const { code, stderr } = await place.run('checkpoint', 'set', '--connector', 'soc', '--to', to, '--yes');
    expect(code).toBe(2);
    expect(stderr).toContain('lies in the future');
  });

  test('refuses what is no time: 2', async () => {
    const place = await workplace();
    const { code, stderr } = await place.run('checkpoint', 'set', '--connector', 'soc', '--to', 'yesterday', '--yes');
    expect(code).toBe(2);
    expect(stderr).toContain('such as 2026-01-31T08:00:00Z');
  });
});
