import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { demoKey, fault } from '../../src/testing/index.ts';
import type { LogLine } from './cli-process.ts';
import { delivered, numbers, putIncidents } from './deliveries.ts';
import { auditItem } from '../plugin/cortex-items.ts';
import { openSite, patience, type Site } from './site.ts';

let site: Site;
beforeEach(async () => {
  site = await openSite();
});
afterEach(async () => site.close());

const failed = ({ event }: LogLine) => event === 'attempt failed';
const reloaded = ({ event }: LogLine) => event === 'configuration reloaded';
const arrived = (count: number) => site.endpoint.until(() => site.endpoint.received().length >= count, patience());

describe('a tenant that fails', () => {
  test.each([
    ['500', fault.status(500)],
    ['429', fault.status(429)],
    ['a reset', fault.reset('after')],
    ['a cut answer', fault.cut(0.5)],
    ['a web page', fault.html(502)],
  ])('every second call answered with %s: everything arrives once', async (_name, trouble) => {
    putIncidents(site.tenant.model.incidents, 450);
    let struck = 0;
    site.tenant.faults.add(
      fault.every(
        2,
        fault.when(() => (struck += 1) > 0, trouble),
      ),
    );
    const run = site.cli(['run', '--once']);
    run.skipWaits();
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(delivered(site.endpoint)).toEqual(numbers(450));
    expect(struck).toBeGreaterThan(5);
  });
});

test('a key that is rotated in its file is picked up without a restart', async () => {
  const file = join(site.directory, 'key');
  writeFileSync(file, `${demoKey.key}\n`, { mode: 0o600 });
  site.configure({ connectors: [site.connector({ api_key: '${file:key}' })] });
  putIncidents(site.tenant.model.incidents, 20);
  const run = site.cli(['run']);
  await arrived(20);
  const rotated = { ...demoKey, key: 'rotated'.repeat(16) };
  site.tenant.setKeys([rotated]);
  putIncidents(site.tenant.model.incidents, 20, 21);
  expect(await run.line(failed)).toMatchObject({ kind: 'auth' });
  const asked = site.tenant.requests.length;
  // Nobody tries a wrong key again and again.
  expect(site.tenant.requests.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(3);
  writeFileSync(file, `${rotated.key}\n`);
  await run.time({ elapse: 2100 });
  await run.line(reloaded);
  await arrived(40);
  expect(site.tenant.requests.slice(asked).filter(({ status }) => status === 401)).toEqual([]);
  run.signal('SIGTERM');
  expect(await run.ended).toEqual({ code: 0, signal: null });
  expect(delivered(site.endpoint)).toEqual(numbers(40));
});

test('SIGTERM in the middle of a history read ends with 0, and the next life goes on there', async () => {
  site.configure({ connectors: [site.connector({ batch_size: 50, requests_per_second: 25 })] });
  putIncidents(site.tenant.model.incidents, 1500);
  const first = site.cli(['run']);
  await arrived(300);
  first.signal('SIGTERM');
  expect(await first.ended).toEqual({ code: 0, signal: null });
  const before = site.endpoint.received().length;
  expect(before).toBeLessThan(1500);
  const asked = site.tenant.requests.length;
  const second = await site.finished(['run', '--once']);
  expect(second.code).toBe(0);
  expect(delivered(site.endpoint)).toEqual(numbers(1500));
  // What the first life read is not read once more: pages hold 100.
  expect(site.tenant.requests.length - asked).toBeLessThan(45);
});

describe('SIGHUP', () => {
  test('changed connectors restart, the others do not notice, nothing is lost or repeated', async () => {
    const { tenant, endpoint } = site;
    const audits = (count: number, first: number) => {
      for (let number = first; number < first + count; number += 1)
        tenant.model.audits.put(auditItem(number, Date.now() - 60_000 + number));
    };
    // Restarted, it would poll at once; left alone, it does so in an hour.
    const audit = site.connector({ id: 'audit', source: 'xsoar-audit', poll_interval: '1h' });
    const auditRequests = () => tenant.requests.filter(({ path }) => path.includes('audits')).length;
    site.configure({ connectors: [site.connector(), audit] });
    putIncidents(tenant.model.incidents, 30);
    audits(30, 1);
    const run = site.cli(['run']);
    await arrived(60);
    site.configure({ connectors: [site.connector({ batch_size: 10, body: 'json' }), audit] });
    run.signal('SIGHUP');
    expect(await run.line(reloaded)).toMatchObject({ cause: 'SIGHUP' });
    const asked = auditRequests();
    putIncidents(tenant.model.incidents, 30, 31);
    audits(30, 31);
    await arrived(90);
    expect(auditRequests()).toBe(asked);
    await run.time({ elapse: 3_600_000 });
    await arrived(120);
    run.signal('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect([...endpoint.counts().values()]).toEqual(numbers(120).map(() => 1));
    const bodies = endpoint.received().map(({ body }) => typeof body);
    // Thirty incidents of the second life of one connector, and all audit entries of the other as they were.
    expect(bodies.filter((type) => type === 'string')).toHaveLength(30);
  });

  test('a broken file is refused, and the old configuration goes on', async () => {
    putIncidents(site.tenant.model.incidents, 10);
    const run = site.cli(['run']);
    await arrived(10);
    writeFileSync(site.config, 'connectors: [{ id: soc, sauce: xdr-incidents }]\n');
    run.signal('SIGHUP');
    await run.line(({ event }) => event === 'configuration refused, the old one goes on');
    putIncidents(site.tenant.model.incidents, 10, 11);
    await arrived(20);
    run.signal('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(delivered(site.endpoint)).toEqual(numbers(20));
  });
});
