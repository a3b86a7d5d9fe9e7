import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { statusReportSchema } from '../../src/host/status/status-report.ts';
import { fault } from '../../src/testing/index.ts';
import { workplace } from './workplace.ts';

describe('status', () => {
  test('of a run is what the run says', async () => {
    const place = await workplace();
    const run = place.start('run');
    await run.logged('collected');
    await expect
      .poll(async () => (await place.run('status')).stdout, { timeout: 15_000 })
      .toMatch(/^soc +Active +3 .*$/m);
  });

  test('names what is wrong, and what to do', async () => {
    const place = await workplace();
    place.tenant.setKeys([]);
    const run = place.start('run');
    await run.logged('attempt failed');
    await expect.poll(async () => (await place.run('status')).stdout, { timeout: 15_000 }).toContain('Action required');
    const { stdout } = await place.run('status');
    expect(stdout).toMatch(/^ {2}-> .+/m);
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test('without a run is what was stored, as JSON too', async () => {
    const place = await workplace();
    await place.run('run', '--once');
    const { code, stdout, stderr } = await place.run('status', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(statusReportSchema.parse(JSON.parse(stdout))).toMatchObject({
      host: { running: false, pid: null },
      connectors: [{ id: 'soc', status: 'Inactive', error: null, counters: { accepted: 3 } }],
    });
  });

  test('without a run tells what stood in its way', async () => {
    const place = await workplace();
    place.tenant.faults.add(fault.status(403));
    await place.run('run', '--once');
    const { connectors } = statusReportSchema.parse(JSON.parse((await place.run('status', '--json')).stdout));
    expect(connectors).toMatchObject([{ status: 'Inactive', error: { kind: 'permission' } }]);
  });

  test('needs no secret', async () => {
    const place = await workplace();
    await place.run('run', '--once');
    await place.configure({ connector: { api_key: '${file:/nowhere}' }, otlp: { headers: { 'x-key': '${env:NO}' } } });
    const { code, stdout, stderr } = await place.run('status');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^soc +Inactive +3 .*$/m);
  });

  test('of a directory that was never used is Inactive, and makes nothing', async () => {
    const place = await workplace();
    const { code, stdout } = await place.run('status');
    expect(code).toBe(0);
    expect(stdout).toContain('Inactive');
    expect(() => readFileSync(place.state)).toThrow('ENOENT');
  });

  test('--watch goes on until it is told to stop: a line of JSON each time', async () => {
    const place = await workplace();
    const watch = place.start('status', '--watch', '--json');
    await expect.poll(() => watch.stdout().split('\n').length, { timeout: 15_000 }).toBeGreaterThan(2);
    watch.kill('SIGINT');
    expect((await watch.ended).code).toBe(0);
    const [line = ''] = watch.stdout().split('\n');
    expect(statusReportSchema.safeParse(JSON.parse(line)).error).toBeUndefined();
  });
});

describe('the schema of a status', () => {
  let schema: { readonly properties: Readonly<Record<string, unknown>>; readonly required: readonly string[] };
  beforeAll(() => {
    schema = JSON.parse(readFileSync(new URL('../../schemas/status.json', import.meta.url), 'utf8'));
  });

  test('is published, and names what is printed', async () => {
    const place = await workplace();
    const printed = JSON.parse((await place.run('status', '--json')).stdout) as Record<string, unknown>;
    expect(Object.keys(printed).toSorted()).toEqual([...schema.required].toSorted());
  });
});
