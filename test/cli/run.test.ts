import { readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { statusReportSchema } from '../../src/host/status/status-report.ts';
import { fault } from '../../src/testing/index.ts';
import { canary, numbersOf, putIncidents, workplace, type Workplace } from './workplace.ts';

const soon = () => AbortSignal.timeout(20_000);

async function delivered({ endpoint }: Workplace, count: number): Promise<void> {
  await endpoint.until(() => endpoint.received().length >= count, soon());
}

describe('a run', () => {
  test('goes on collecting until SIGTERM, and ends with 0', async () => {
    const place = await workplace();
    const run = place.start('run');
    await delivered(place, 3);
    putIncidents(place.model, 1, 4);
    await delivered(place, 4);
    run.kill('SIGTERM');
    const { code, stdout } = await run.ended;
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(run.log().at(-1)?.event).toBe('stopped');
  });

  test('finishes the batch under way when it is told to stop', async () => {
    const place = await workplace();
    place.endpoint.faults.add(fault.once(fault.drip(50)));
    const run = place.start('run');
    // The endpoint has taken the records, and is still at its answer.
    await expect.poll(() => place.endpoint.received().length, { interval: 5, timeout: 10_000 }).toBe(3);
    expect(place.endpoint.requests).toEqual([]);
    run.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
    expect((await place.run('run', '--once')).code).toBe(0);
    expect([...place.endpoint.counts().values()]).toEqual([1, 1, 1]);
  });

  test('ends at once at the second signal', async () => {
    const place = await workplace();
    place.endpoint.faults.add(fault.drip(1000));
    const run = place.start('run');
    await expect.poll(() => place.endpoint.received().length, { interval: 5, timeout: 10_000 }).toBe(3);
    run.kill('SIGTERM');
    await run.logged('stopping');
    run.kill('SIGINT');
    expect((await run.ended).code).toBe(130);
  });

  test('writes its status for others, for its owner only, and takes it away at the end', async () => {
    const place = await workplace();
    const run = place.start('run');
    await delivered(place, 3);
    await run.logged('collected');
    const path = join(place.state, 'status.json');
    await expect
      .poll(() => statusReportSchema.parse(JSON.parse(readFileSync(path, 'utf8'))), { timeout: 10_000 })
      .toMatchObject({
        host: { running: true, pid: run.pid },
        connectors: [{ id: 'soc', status: 'Active', counters: { accepted: 3 } }],
      });
    expect(statSync(path).mode & 0o777).toBe(0o600);
    run.kill('SIGTERM');
    await run.ended;
    expect(() => statSync(path)).toThrow('ENOENT');
  });
});

describe('a run with a console', () => {
  test('answers whether it is ready, and with its metrics, until it ends', async () => {
    const place = await workplace();
    await place.configure({ rest: { web: { listen: '127.0.0.1:0' } } });
    const run = place.start('run');
    const { url } = await run.logged('listening');
    await run.logged('collected');
    expect((await fetch(`${String(url)}/healthz`)).status).toBe(200);
    await expect.poll(async () => (await fetch(`${String(url)}/readyz?connector=soc`)).status).toBe(200);
    const text = await (await fetch(`${String(url)}/metrics`)).text();
    expect(text).toMatch(/^cortex_otel_connector_records_acked_total\{.*connector="soc".*\} 3$/m);
    expect(text).toContain('otlp_export_duration_seconds_count');
    run.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
    await expect(fetch(`${String(url)}/healthz`)).rejects.toThrow('fetch failed');
  });

  test('stays up without a connector: the first one may be made in the console', async () => {
    const place = await workplace();
    await place.configure({ rest: { connectors: [], web: { listen: '127.0.0.1:0' } } });
    const run = place.start('run');
    await run.logged('started');
    await expect
      .poll(async () => (await place.run('status', '--json')).stdout, { timeout: 15_000 })
      .toMatch(/"running": true[^]*"summary": "No connectors\."/);
    run.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
  });

  test('ends with 2, and collects nothing, when its address is taken', async () => {
    const place = await workplace();
    const { host } = new URL(place.tenant.url);
    await place.configure({ rest: { web: { listen: host } } });
    const { code, stderr } = await place.run('run');
    expect(code).toBe(2);
    expect(stderr).toContain('WEB-801');
    expect(place.tenant.requests).toEqual([]);
  });
});

describe('a second process', () => {
  test('stands by, says so, and takes over soon after the first one’s death', async () => {
    const place = await workplace();
    const first = place.start('run');
    await delivered(place, 3);
    const second = place.start('run');
    await second.logged('standby: another process holds the state directory');
    await expect
      .poll(() => JSON.parse(readFileSync(join(place.state, 'standby.json'), 'utf8')))
      .toMatchObject({ host: { pid: second.pid }, connectors: [{ status: 'Standby' }] });
    first.kill('SIGKILL');
    await first.ended;
    const diedMs = Date.now();
    const { time } = await second.logged('taking over');
    // How often it looks is for directory-lock.test.ts; a machine that is busy with other tests is late itself.
    expect(Date.parse(String(time)) - diedMs).toBeLessThan(5000);
    putIncidents(place.model, 1, 4);
    await delivered(place, 4);
    expect(numbersOf(place.endpoint)).toEqual([1, 2, 3, 4]);
    expect(() => statSync(join(place.state, 'standby.json'))).toThrow('ENOENT');
  });

  test('that stands by ends with 0 when it is told to', async () => {
    const place = await workplace();
    place.start('run');
    await delivered(place, 3);
    const second = place.start('run');
    await second.logged('standby: another process holds the state directory');
    second.kill('SIGTERM');
    expect((await second.ended).code).toBe(0);
    expect(() => statSync(join(place.state, 'standby.json'))).toThrow('ENOENT');
  });
});

describe('a reload', () => {
  test('at SIGHUP starts what is new; what has not changed does not notice', async () => {
    const place = await workplace();
    const run = place.start('run');
    await delivered(place, 3);
    await place.configure({ others: [{ id: 'more', name: 'another one' }] });
    run.kill('SIGHUP');
    expect(await run.logged('configuration reloaded')).toMatchObject({ cause: 'SIGHUP', connectors: ['soc', 'more'] });
    await delivered(place, 6);
    run.kill('SIGTERM');
    await run.ended;
    const collected = run.log().filter(({ event }) => event === 'collected');
    expect(collected.map(({ connector }) => connector)).toEqual(['soc', 'more']);
  });

  test('of a broken file is refused with its problems, and the old one goes on', async () => {
    const place = await workplace();
    const run = place.start('run');
    await delivered(place, 3);
    await place.configure({ connector: { poll_intervall: '1s' } });
    run.kill('SIGHUP');
    expect(await run.logged('configuration problem')).toMatchObject({
      path: 'connectors[0].poll_intervall',
      suggested: 'poll_interval',
    });
    await run.logged('configuration refused, the old one goes on');
    putIncidents(place.model, 1, 4);
    await delivered(place, 4);
  });

  test('happens by itself when a key is rotated in its file', async () => {
    const place = await workplace();
    const key = join(place.directory, 'key');
    await writeFile(key, `${canary.key}\n`, { mode: 0o600 });
    await place.configure({ connector: { api_key: `\${file:${key}}` } });
    const run = place.start('run');
    await delivered(place, 3);
    const rotated = { ...canary, key: `${canary.key}-rotated` };
    place.tenant.setKeys([rotated]);
    await run.logged('attempt failed');
    await writeFile(key, `${rotated.key}\n`);
    expect(await run.logged('configuration reloaded')).toMatchObject({ cause: 'a file changed' });
    putIncidents(place.model, 1, 4);
    await delivered(place, 4);
  });
});
