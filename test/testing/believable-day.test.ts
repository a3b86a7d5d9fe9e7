import { expect, test } from 'vitest';
import type { JsonValue } from '../../src/contract/index.ts';
import {
  createBelievableDay,
  createTenantModel,
  createVirtualClock,
  queryResultsPath,
  startQueryPath,
  updateIncidentPath,
  type BelievableDayOptions,
} from '../../src/testing/index.ts';

const endMs = Date.UTC(2026, 2, 2, 18);

function day(options: Omit<BelievableDayOptions, 'model'> = {}) {
  const model = createTenantModel();
  return { model, day: createBelievableDay({ model, ...options }) };
}

test('a day holds as many records as asked, all within 24 hours, in the order of their ids', () => {
  const { model, day: filled } = day();
  filled.fill(endMs, { incidents: 15_000, audits: 100, xsoar6Audits: 10 });
  const incidents = model.incidents.visible(endMs);
  const audits = model.audits.visible(endMs);
  expect([incidents.length, audits.length, model.xsoar6Audits.visible(endMs).length]).toEqual([15_000, 100, 10]);
  const times = [
    ...incidents.map((each) => Number(each['modification_time'])),
    ...audits.map((each) => Number(each['AUDIT_INSERT_TIME'])),
  ];
  expect(Math.min(...times)).toBeGreaterThanOrEqual(endMs - 86_400_000);
  expect(Math.max(...times)).toBeLessThanOrEqual(endMs);
  expect(audits).toEqual(audits.toSorted((a, b) => Number(a['AUDIT_INSERT_TIME']) - Number(b['AUDIT_INSERT_TIME'])));
});

test('a day is varied: statuses that move on, results, scripts of the world', () => {
  const { model, day: filled } = day();
  filled.fill(endMs);
  const statuses = new Set(model.incidents.visible(endMs).map((each) => each['status']));
  expect(statuses).toContain('new');
  expect(statuses).toContain('under_investigation');
  expect(model.incidents.history().length).toBeGreaterThan(240);
  const audits = model.audits.visible(endMs);
  expect(new Set(audits.map((each) => each['AUDIT_RESULT']))).toEqual(new Set(['SUCCESS', 'FAIL', 'PARTIAL']));
  expect(new Set(audits.map((each) => each['AUDIT_ENTITY'])).size).toBeGreaterThan(8);
  expect(JSON.stringify(audits)).toMatch(/\p{Script=Han}/u);
  expect(JSON.stringify(audits)).toMatch(/\p{Script=Arabic}/u);
});

test('alerts of an incident add up', () => {
  const { model, day: filled } = day();
  filled.fill(endMs);
  for (const incident of model.incidents.visible(endMs)) {
    const parts = ['low', 'med', 'high', 'critical'].map((name) => Number(incident[`${name}_severity_alert_count`]));
    expect(parts.reduce((sum, part) => sum + part)).toBe(incident['alert_count']);
    expect(incident['resolved_timestamp'] !== null).toBe(JSON.stringify(incident['status']).startsWith('"resolved'));
  }
});

test('the same seed gives the same day', () => {
  const held = (seed: number) => {
    const { model, day: filled } = day({ seed, hostile: 0.1 });
    filled.fill(endMs);
    for (let n = 0; n < 50; n += 1) filled.happen(endMs + n * 1000);
    return JSON.stringify([model.incidents.history(), model.audits.history()]);
  };
  expect(held(5)).toBe(held(5));
  expect(held(5)).not.toBe(held(6));
});

test('without being asked nothing is hostile; asked, some of it is', () => {
  const held = (hostile: number) => {
    const { model, day: filled } = day({ hostile });
    filled.fill(endMs);
    return JSON.stringify([model.incidents.history(), model.audits.history()]);
  };
  expect(held(0)).not.toMatch(/<script>|new_field/);
  expect(held(0.2)).toMatch(/<script>/);
  expect(held(0.2)).toContain('"counter_beyond_doubles":9223372036854775807');
});

test('a bulk change puts more than a page into one millisecond', () => {
  const { model, day: filled } = day({ bulkChanges: 1 });
  filled.fill(endMs);
  filled.happen(endMs + 1);
  expect(model.incidents.visible(endMs + 1).filter((each) => each['modification_time'] === endMs + 1)).toHaveLength(
    130,
  );
});

test('what is shown late comes in the end, and never in place of something newer', () => {
  const { model, day: filled } = day({ late: 0.5 });
  for (let n = 0; n < 300; n += 1) filled.happen(endMs + n * 1000);
  const nowMs = endMs + 299_000;
  const latest = new Map(model.incidents.history().map((each) => [each['incident_id'], each]));
  expect(model.audits.visible(nowMs).length).toBeLessThan(model.audits.history().length);
  const shown = model.incidents.visible(nowMs + 60_000);
  expect(new Map(shown.map((each) => [each['incident_id'], each]))).toEqual(latest);
  expect(model.audits.visible(nowMs + 60_000)).toHaveLength(model.audits.history().length);
});

test('it keeps changing until it is told to stop', async () => {
  const { model, day: filled } = day();
  const clock = createVirtualClock(endMs);
  const stop = new AbortController();
  const running = filled.keepChanging(clock, 1000, stop.signal);
  await clock.advance(60_000);
  const count = model.incidents.history().length + model.audits.history().length;
  expect(count).toBeGreaterThan(40);
  stop.abort();
  await running;
  expect(clock.sleeping()).toBe(0);
  expect(model.incidents.history().length + model.audits.history().length).toBe(count);
});

test('a day goes on from what an operator has made of its incidents', () => {
  const { model, day: filled } = day();
  filled.fill(endMs, { incidents: 20 });
  const change = (id: JsonValue) => ({ request_data: { incident_id: id, update_data: { manual_severity: 'low' } } });
  for (const { incident_id: id } of model.incidents.visible(endMs)) {
    model.answer(updateIncidentPath, change(id ?? null), endMs);
  }
  for (let minute = 1; minute < 300; minute += 1) filled.happen(endMs + minute * 60_000);
  const old = model.incidents.visible(endMs + 86_400_000).filter((each) => Number(each['creation_time']) <= endMs);
  expect(old.filter((each) => Number(each['modification_time']) > endMs).length).toBeGreaterThan(0);
  expect(new Set(old.map((each) => each['manual_severity']))).toEqual(new Set(['low']));
});

test('a day has hosts with agents, one of whose names is that of an agent lost', () => {
  const { model, day: filled } = day();
  filled.fill(endMs);
  const hosts = model.hosts.visible(endMs);
  const ofIncidents = model.incidents.visible(endMs).flatMap((each) => each['hosts'] as readonly string[]);
  const listed = ofIncidents.filter((each) => /:[0-9a-f]{32}$/.test(each));
  expect(listed.length).toBeGreaterThan(0);
  for (const each of listed) {
    expect(hosts).toContainEqual(
      expect.objectContaining({ endpoint_id: each.slice(-32), endpoint_status: 'CONNECTED' }),
    );
  }
  const lost = hosts.find((each) => each['endpoint_status'] === 'LOST');
  expect(hosts.filter((each) => each['endpoint_name'] === lost?.['endpoint_name'])).toHaveLength(2);
});

test('a day has events for XQL, the same ones whatever window is asked for', () => {
  const { model } = day();
  const found = (fromMs: number, toMs: number) => {
    const request = { query: 'dataset = xdr_data', timeframe: { from: fromMs, to: toMs } };
    const started = model.answer(startQueryPath, { request_data: request }, endMs);
    const { reply: id } = started.body as { reply: string };
    const answer = model.answer(
      queryResultsPath,
      { request_data: { query_id: id, pending_flag: false } },
      endMs + 2000,
    );
    return (answer.body as { reply: { results: { data: readonly JsonValue[] } } }).reply.results.data;
  };
  const whole = found(endMs - 60_000, endMs);
  expect(whole).toHaveLength(7);
  expect([...found(endMs - 60_000, endMs - 30_001), ...found(endMs - 30_000, endMs)]).toEqual(whole);
});
