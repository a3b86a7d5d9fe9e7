import { afterEach, describe, expect, test } from 'vitest';
import { createBelievableDay, demoKey, type Fault, fault, type ReceivedRecord } from '../../src/testing/index.ts';
import type { LogLine } from './cli-process.ts';
import { delivered, numbers, putIncidents } from './deliveries.ts';
import { openSite, patience, type Site } from './site.ts';

const sites: Site[] = [];
afterEach(async () => {
  await Promise.all(sites.splice(0).map(async (site) => site.close()));
});

async function open(...options: Parameters<typeof openSite>): Promise<Site> {
  const site = await openSite(...options);
  sites.push(site);
  return site;
}

const hourMs = 3_600_000;
const collected = ({ event }: LogLine) => event === 'collected';
const failed = ({ event }: LogLine) => event === 'attempt failed';

/** Everything a record says, but for when it was seen and by which tenant (its port is another each time). */
function whatIsSaid(records: readonly ReceivedRecord[], { tenant }: Site): readonly string[] {
  return records
    .map(({ attributes, ...record }) => {
      const said = { ...record, observedTimeUnixNano: '', attributes: { ...attributes, 'log.record.uid': '' } };
      return JSON.stringify(said).replaceAll(new URL(tenant.url).port, 'PORT');
    })
    .toSorted();
}

test('records are the same whatever the time zone', async () => {
  const endMs = Date.UTC(2026, 2, 29, 4);
  const read = async (zone: string) => {
    const site = await open({ keys: [demoKey, { key: demoKey.key }] });
    // A day in which Europe loses an hour, seen from where it is another day or a quarter of an hour off.
    createBelievableDay({ model: site.tenant.model, hostile: 0.1 }).fill(endMs, {
      incidents: 60,
      audits: 60,
      xsoar6Audits: 60,
    });
    const { api_key_id: _, ...xsoar6 } = site.connector({ id: 'xsoar6', source: 'xsoar-audit' });
    const audits = site.connector({ id: 'audits', source: 'xsoar-audit' });
    const since = { backfill_start_time: '2026-03-28T00:00:00Z' };
    site.configure({ connectors: [site.connector(since), audits, xsoar6] });
    const run = await site.finished(['run', '--once'], { env: { TZ: zone } });
    expect(run).toMatchObject({ code: 0 });
    const show = await site.finished(['checkpoint', 'show', '--connector', 'soc'], { env: { TZ: zone } });
    const words = show.stdout.split('\n').filter((line) => !line.startsWith('Records were last accepted'));
    return { records: whatIsSaid(site.endpoint.received(), site), words };
  };
  const [utc, ...others] = await Promise.all(['UTC', 'Pacific/Apia', 'Asia/Kathmandu', 'America/New_York'].map(read));
  expect(utc?.records.length).toBeGreaterThanOrEqual(180);
  expect(utc?.words.join()).toMatch(/2026-03-29T\d\d:\d\d/);
  for (const other of others) expect(other).toEqual(utc);
});

describe.each([
  ['an hour ahead', hourMs],
  ['an hour behind', -hourMs],
  ['ten years ahead', 10 * 365.25 * 24 * hourMs],
  // Further back than 2020 a `Date` counts as none.
  ['five years behind', -5 * 365.25 * 24 * hourMs],
])('a tenant whose clock is %s', (_name, offsetMs) => {
  test('is read in full; an Advanced key learns the offset', async () => {
    const now = () => Date.now() + offsetMs;
    const key = { ...demoKey, type: 'advanced' } as const;
    const site = await open({ keys: [key], clock: { now } });
    site.configure({ connectors: [site.connector({ key_type: 'advanced' })] });
    putIncidents(site.tenant.model.incidents, 150, 1, now());
    const run = site.cli(['run']);
    await site.endpoint.until(() => site.endpoint.received().length >= 150, patience());
    await run.line(collected);
    // And the live tail goes on: what is new by the tenant's clock is found.
    for (let number = 151; number <= 160; number += 1) {
      site.tenant.model.incidents.put({ incident_id: String(number), creation_time: now(), modification_time: now() });
    }
    await site.endpoint.until(() => site.endpoint.received().length >= 160, patience());
    run.signal('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(delivered(site.endpoint)).toEqual(numbers(160));
    // One refusal teaches the time; none comes after it.
    expect(site.tenant.requests.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(1);
    expect(run.lines().filter(failed)).toEqual([]);
  });
});

describe.each([
  ['an hour ahead', hourMs],
  ['an hour back', -hourMs],
  ['ten years ahead', 10 * 365.25 * 24 * hourMs],
  ['ten years back', -10 * 365.25 * 24 * hourMs],
])('our clock, set %s while it runs,', (_name, jumpMs) => {
  test('changes neither the schedule nor what is delivered', async () => {
    const key = { ...demoKey, type: 'advanced' } as const;
    const site = await open({ keys: [key] });
    site.configure({ connectors: [site.connector({ key_type: 'advanced' })] });
    putIncidents(site.tenant.model.incidents, 50);
    const run = site.cli(['run']);
    await site.endpoint.until(() => site.endpoint.received().length >= 50, patience());
    await run.line(collected);
    // In the middle of a poll, where a wait would be reckoned with both the old and the new time.
    const { promise: polling, resolve } = Promise.withResolvers<void>();
    const slowly: Fault = () => () => (resolve(), { kind: 'slow', ms: 200 });
    site.tenant.faults.add(fault.once(slowly));
    await polling;
    await run.time({ wall: jumpMs });
    const asked = site.tenant.requests.length;
    // It goes on polling at its interval.
    await site.tenant.until(() => site.tenant.requests.length >= asked + 4, patience());
    const add = (number: number) => {
      const nowMs = Date.now();
      site.tenant.model.incidents.put({ incident_id: String(number), creation_time: nowMs, modification_time: nowMs });
    };
    for (const number of numbers(10, 51)) add(number);
    await site.endpoint.until(() => site.endpoint.received().length >= 60, patience());
    await run.time({ wall: -jumpMs });
    for (const number of numbers(10, 61)) add(number);
    await site.endpoint.until(() => site.endpoint.received().length >= 70, patience());
    run.signal('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    expect(delivered(site.endpoint)).toEqual(numbers(70));
    expect(run.lines().filter(failed)).toEqual([]);
  });
});
