import { afterEach, expect, test } from 'vitest';
import type { Batch, FetchQuery, LogRecord } from '../../../src/contract/index.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import {
  demoKey,
  extraDataPath,
  type FakeTenant,
  startFakeTenant,
  type TenantModel,
  testStartMs,
  testTools,
} from '../../../src/testing/index.ts';
import { stocked } from '../enrichment/stocked-model.ts';

const { signal } = new AbortController();
const open: FakeTenant[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (tenant) => tenant.close()));
});

async function sourceOf(model: TenantModel, settings: Readonly<Record<string, unknown>> = {}) {
  const tools = testTools();
  const tenant = await startFakeTenant({ clock: tools.clock, model });
  open.push(tenant);
  const plugin = createCortexPlugin();
  const key = { api_key_id: demoKey.id, api_key: demoKey.key, key_type: 'standard' };
  const given = { source: 'xdr-incidents', server_url: tenant.url, ...key, ...settings };
  const validation = plugin.validate(given);
  if (!validation.ok) throw new Error(JSON.stringify(validation.fields));
  const asked = () => tenant.requests.filter(({ path }) => path === extraDataPath);
  return { source: plugin.open(validation.config, tools), tenant, asked };
}

const query: FetchQuery = {
  direction: 'descending',
  offset: 0,
  limit: 20,
  selection: {},
  filters: [],
  details: true,
};

async function batchesOf({ source }: Awaited<ReturnType<typeof sourceOf>>): Promise<readonly Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of source.fetch!(query, undefined, signal)) batches.push(batch);
  await source.close();
  return batches;
}

const shapes = (records: readonly LogRecord[]) =>
  records.map(({ eventName, attributes }) => [
    eventName.replace('paloalto.cortex.', ''),
    attributes['paloalto.cortex.incident.id'],
    attributes['paloalto.cortex.ingest.replay'],
  ]);

test('each incident is followed by its alerts and its artifacts, marked as all that is fetched', async () => {
  const stock = [
    { id: 1, alerts: 2, modifiedMs: testStartMs - 2000 },
    { id: 2, alerts: 0, modifiedMs: testStartMs - 1000 },
  ];
  const records = (await batchesOf(await sourceOf(stocked(stock)))).flatMap((batch) => batch.records);
  expect(shapes(records)).toEqual([
    ['incident.updated', '2', true],
    ['incident.enriched', '2', true],
    ['incident.updated', '1', true],
    ['alert', '1', true],
    ['alert', '1', true],
    ['incident.enriched', '1', true],
  ]);
});

test('at most nine a minute are asked for', async () => {
  const stock = Array.from({ length: 20 }, (_, index) => ({ id: index + 1, alerts: 1 }));
  const opened = await sourceOf(stocked(stock));
  await batchesOf(opened);
  const times = opened.asked().map(({ atMs }) => atMs);
  expect(times).toHaveLength(20);
  expect(Math.min(...times.slice(9).map((time, index) => time - (times[index] ?? 0)))).toBeGreaterThanOrEqual(60_000);
});

test('no batch holds more than is allowed, however many alerts an incident has', async () => {
  const batches = await batchesOf(await sourceOf(stocked([{ id: 1, alerts: 998 }])));
  expect(batches.map(({ records }) => records.length).filter((count) => count > 0)).toEqual([500, 500]);
  expect(new Set(batches.flatMap(({ records }) => records.map(({ uid }) => uid))).size).toBe(1000);
});

test('what was fetched before a failure is not asked for again', async () => {
  const stock = Array.from({ length: 4 }, (_, index) => ({ id: index + 1, alerts: 1 }));
  const { source, asked } = await sourceOf(stocked(stock));
  let [place, taken] = [undefined as Batch['next'] | undefined, 0];
  for await (const batch of source.fetch!(query, undefined, signal)) {
    place = batch.next;
    taken += batch.records.length;
    if (taken > 3) break;
  }
  for await (const batch of source.fetch!(query, place, signal)) taken += batch.records.length;
  expect([taken, asked().length]).toEqual([12, 4]);
});

test('rules for fields hold for details as well', async () => {
  const opened = await sourceOf(stocked([{ id: 1, alerts: 1 }]), { privacy: 'drop: user_name, file_sha256' });
  const text = JSON.stringify(await batchesOf(opened));
  expect(text).toContain('Local Analysis Malware');
  expect(text).not.toMatch(/\bada\b/);
});
