import { expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { xdrAudit } from '../../../src/plugin/sources/xdr-audit.ts';
import { xdrIncidents } from '../../../src/plugin/sources/xdr-incidents.ts';
import { createTenantModel, testStartMs } from '../../../src/testing/index.ts';
import { auditItem, incidentItem } from '../cortex-items.ts';
import { readTenant } from '../sources/tenant-reader.ts';

const minuteMs = 60_000;

function tenantOf(incidents: number) {
  const model = createTenantModel();
  for (let number = 1; number <= incidents; number += 1) {
    const severity = number % 10 === 0 ? 'critical' : 'low';
    model.incidents.put({ ...incidentItem(number, testStartMs - number * minuteMs), severity });
  }
  return model;
}

const idsOf = (records: readonly { readonly attributes: Readonly<Record<string, unknown>> }[]) =>
  records.map(({ attributes }) => Number(attributes['paloalto.cortex.incident.id'])).toSorted((a, b) => a - b);

test('what is left out by the client is read, counted and passed: the checkpoint moves on', async () => {
  const model = tenantOf(40);
  const settings = { incident_severity: 'critical' };
  const reader = readTenant({ definition: xdrIncidents, model, startMs: testStartMs, settings });
  expect(await reader.poll()).toBe(true);
  expect(idsOf(reader.records)).toEqual([10, 20, 30, 40]);
  expect(reader.progress.reduce((sum, { filtered = 0 }) => sum + filtered, 0)).toBe(36);
  await reader.poll();
  expect(reader.progress.reduce((sum, { filtered = 0 }) => sum + filtered, 0)).toBe(36);
  expect(reader.records).toHaveLength(4);
});

test('a first start, a sample and a replay are narrowed as a poll is', async () => {
  const model = tenantOf(40);
  const settings = { incident_severity: 'critical', incident_status: 'new' };
  const asked: JsonValue[] = [];
  const reader = readTenant({ definition: xdrIncidents, model, startMs: testStartMs, settings, asked });
  await reader.poll();
  expect(asked.length).toBeGreaterThan(1);
  const status = { field: 'status', operator: 'eq', value: 'new' };
  for (const body of asked) expect(body).toMatchObject({ request_data: { filters: expect.arrayContaining([status]) } });
  const { signal } = new AbortController();
  expect(idsOf(await reader.source().sample(2, signal))).toEqual([10, 20]);
  const replayed = [];
  const period = { fromMs: testStartMs - 25 * minuteMs, toMs: testStartMs };
  for await (const { records } of reader.source().replay(period, undefined, signal)) replayed.push(...records);
  expect(idsOf(replayed)).toEqual([10, 20]);
});

test('another selection applies from where the checkpoint is', async () => {
  const model = tenantOf(20);
  const reader = readTenant({
    definition: xdrIncidents,
    model,
    startMs: testStartMs,
    settings: { incident_severity: 'critical' },
  });
  await reader.poll();
  reader.restart({ incident_severity: 'low' });
  model.incidents.put({ ...incidentItem(98, testStartMs + 1000), severity: 'low' });
  model.incidents.put({ ...incidentItem(99, testStartMs + 1000), severity: 'critical' });
  await reader.wait(minuteMs);
  await reader.poll();
  expect(idsOf(reader.records)).toEqual([10, 20, 98]);
});

test('more entries of one millisecond than offsets reach are cut within the types that are selected', async () => {
  const model = createTenantModel({ offsetCeiling: 10_000 });
  const types = ['AUTH', 'API_KEY', 'RULES'];
  const results = ['SUCCESS', 'FAIL', 'PARTIAL'];
  for (let number = 1; number <= 24_000; number += 1) {
    const [type, result] = [types[number % 3], results[(number >> 2) % 3]];
    model.audits.put({
      ...auditItem(number, testStartMs - minuteMs),
      AUDIT_ENTITY: type ?? null,
      AUDIT_RESULT: result ?? null,
    });
  }
  const settings = { audit_type: 'AUTH, API_KEY' };
  const asked: JsonValue[] = [];
  const reader = readTenant({ definition: xdrAudit, model, startMs: testStartMs, settings, asked });
  for (let polls = 0; polls < 20 && !(await reader.poll()); polls += 1);
  const ids = new Set(reader.records.map(({ uid }) => uid));
  expect([reader.records.length, ids.size]).toEqual([16_000, 16_000]);
  const delivered = new Set(reader.records.map(({ attributes }) => attributes['paloalto.cortex.audit.entity']));
  expect(delivered).toEqual(new Set(['AUTH', 'API_KEY']));
  const askedTypes = asked.map((body) => typesIn(body as unknown as Question));
  expect(new Set(askedTypes)).toEqual(new Set(['AUTH,API_KEY', 'AUTH', 'API_KEY']));
});

interface Question {
  readonly request_data: { readonly filters: readonly { readonly field: string; readonly value: unknown }[] };
}

/** The one filter by type. */
function typesIn({ request_data: { filters } }: Question): string {
  return filters
    .filter(({ field }) => field === 'type')
    .map(({ value }) => String(value))
    .join(' and ');
}

test('a millisecond of one selected type is cut by result', async () => {
  const model = createTenantModel();
  for (let number = 1; number <= 12_000; number += 1) {
    model.audits.put({
      ...auditItem(number, testStartMs - minuteMs),
      AUDIT_RESULT: number % 2 === 0 ? 'FAIL' : 'SUCCESS',
    });
  }
  const settings = { audit_type: 'AUTH' };
  const reader = readTenant({ definition: xdrAudit, model, startMs: testStartMs, settings });
  for (let polls = 0; polls < 20 && !(await reader.poll()); polls += 1);
  expect(new Set(reader.records.map(({ uid }) => uid)).size).toBe(12_000);
});
