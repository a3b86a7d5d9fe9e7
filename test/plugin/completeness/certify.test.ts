import { describe, expect, test } from 'vitest';
import type { LogRecord } from '../../../src/contract/index.ts';
import { countDelivered, idsOf, tallies } from '../../../src/plugin/completeness/deliveries.ts';
import { readLedger } from '../../../src/plugin/completeness/ledger.ts';
import { xdrAgentAudit } from '../../../src/plugin/sources/xdr-agent-audit.ts';
import { xdrAudit } from '../../../src/plugin/sources/xdr-audit.ts';
import {
  believableAgentReport,
  createTenantModel,
  isJsonObject,
  type JsonObject,
  seededRandom,
  type TenantModel,
  type TenantModelOptions,
  testStartMs,
} from '../../../src/testing/index.ts';
import { auditItem } from '../cortex-items.ts';
import { countedTenant, type CountedTenantOptions } from './counted-tenant.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const isLate = ({ attributes }: LogRecord): boolean => attributes['paloalto.cortex.ingest.late'] === true;
const auditId = ({ body }: LogRecord): unknown => (isJsonObject(body) ? body['AUDIT_ID'] : undefined);

/** A tenant with an entry every seven minutes for so long; seen at once. */
function busyTenant(hours: number, options?: TenantModelOptions): TenantModel {
  const model = createTenantModel(options);
  for (let number = 1; number * 7 <= hours * 60; number += 1) {
    const atMs = testStartMs + number * 7 * minuteMs;
    model.audits.put(auditItem(number, atMs), { visibleAtMs: atMs });
  }
  return model;
}

function counted(model: TenantModel, more: Partial<CountedTenantOptions> = {}) {
  return countedTenant({ definition: xdrAudit, model, startMs: testStartMs, ...more });
}

test('a record that the tenant hid for an hour is found, delivered once and marked late; a day later all is certified', async () => {
  const model = busyTenant(5);
  const hiddenMs = testStartMs + 2 * hourMs;
  model.audits.put(auditItem(99, hiddenMs), { visibleAtMs: hiddenMs + hourMs });
  const tenant = counted(model);

  await tenant.live(6 * hourMs);
  expect(tenant.records.filter(isLate).map(auditId)).toEqual([99]);
  const wanted = model.audits.history().length;
  expect(tenant.records).toHaveLength(wanted);

  await tenant.live(26 * hourMs);
  expect(tenant.records).toHaveLength(wanted);
  expect(tenant.gauges()).toMatchObject({ mismatches: 0 });
  expect(tenant.gauges().certifiedToMs).toBeGreaterThan(testStartMs + 6 * hourMs);
  const certified = { state: 'certified', delivered: wanted, reported: wanted };
  expect(await tenant.periods()).toContainEqual(expect.objectContaining(certified));
});

test('a quiet day costs some two dozen questions, a busy one a hundred', async () => {
  const quiet = counted(createTenantModel());
  await quiet.live(24 * hourMs, 5 * minuteMs);
  expect(quiet.checkCalls()).toBeLessThan(30);
  const busy = counted(busyTenant(24));
  await busy.live(24 * hourMs, 5 * minuteMs);
  expect(busy.checkCalls()).toBeLessThan(110);
});

test('switched off, nothing is counted and nothing asked', async () => {
  const tenant = counted(busyTenant(2), { settings: { completeness: 'off' } });
  await tenant.live(3 * hourMs);
  expect(tenant.checkCalls()).toBe(0);
  expect(tenant.gauges()).not.toHaveProperty('mismatches');
  expect(await tenant.periods()).toEqual([]);
});

test('more than counts can tell are counted in parts', async () => {
  const model = createTenantModel({ countCap: 9_999 });
  for (let number = 1; number <= 12_000; number += 1) {
    const atMs = testStartMs + hourMs + (number % 200_000);
    model.audits.put(auditItem(number, atMs), { visibleAtMs: atMs });
  }
  model.audits.put(auditItem(99_999, testStartMs + hourMs + 77), { visibleAtMs: testStartMs + 3 * hourMs });
  const tenant = counted(model);
  await tenant.live(30 * hourMs, 5 * minuteMs);
  expect(tenant.records.filter(isLate).map(auditId)).toEqual([99_999]);
  expect(tenant.records).toHaveLength(12_001);
  expect(tenant.gauges()).toMatchObject({ mismatches: 0 });
});

describe('a count that differs though all that is shown was delivered', () => {
  const claimMore = (body: JsonObject): JsonObject => {
    const { reply } = body;
    if (!isJsonObject(reply)) return body;
    return { reply: { ...reply, total_count: Number(reply['total_count']) + 1 } };
  };

  test('stays a mismatch, in sight and without a certificate behind it, and is no loop', async () => {
    const hiddenMs = testStartMs + 2 * hourMs;
    const model = busyTenant(5);
    // Counted for good, and never shown.
    model.audits.put(auditItem(99, hiddenMs), { visibleAtMs: hiddenMs + 1000 * hourMs, countedAtMs: hiddenMs });
    const tenant = counted(model);
    await tenant.live(60 * hourMs, 5 * minuteMs);
    expect(tenant.gauges().mismatches).toBe(1);
    expect(tenant.gauges().certifiedToMs).toBeLessThanOrEqual(hiddenMs);
    expect(tenant.checkCalls()).toBeLessThan(300);
    const mismatch = (await tenant.periods()).find(({ state }) => state === 'mismatch')!;
    expect(mismatch.fromMs).toBeLessThanOrEqual(hiddenMs);
    expect(mismatch.toMs).toBeGreaterThanOrEqual(hiddenMs);
    expect(mismatch.reported).toBe(mismatch.delivered + 1);
  });

  test('heals when the record shows itself by a later mark', async () => {
    const hiddenMs = testStartMs + 2 * hourMs;
    const model = busyTenant(5);
    model.audits.put(auditItem(99, hiddenMs), { visibleAtMs: hiddenMs + 20 * hourMs, countedAtMs: hiddenMs });
    const tenant = counted(model);
    await tenant.live(6 * hourMs);
    expect(tenant.gauges().mismatches).toBe(1);
    await tenant.live(30 * hourMs, 5 * minuteMs);
    expect(tenant.records.filter(isLate).map(auditId)).toEqual([99]);
    expect(tenant.gauges().mismatches).toBe(0);
    expect(tenant.gauges().certifiedToMs).toBeGreaterThan(hiddenMs);
  });

  test('everywhere costs some questions, not a flood', async () => {
    const tenant = counted(busyTenant(30), { answered: claimMore });
    await tenant.live(40 * hourMs, 5 * minuteMs);
    expect(tenant.checkCalls() / 40, 'an hour').toBeLessThan(100);
    expect(tenant.records).toHaveLength(257);
    expect(tenant.gauges().mismatches).toBeGreaterThan(0);
  });

  test('is explained by reports that say the same, of which one is delivered', async () => {
    const model = createTenantModel();
    const atMs = testStartMs + hourMs;
    for (const number of [1, 1, 2]) {
      model.agentReports.put(believableAgentReport(seededRandom(number), 7, atMs), { visibleAtMs: atMs });
    }
    const tenant = counted(model, { definition: xdrAgentAudit });
    await tenant.live(30 * hourMs, 5 * minuteMs);
    expect(tenant.records).toHaveLength(2);
    expect(tenant.gauges()).toMatchObject({ mismatches: 0 });
    expect(tenant.gauges().certifiedToMs).toBeGreaterThan(atMs);
  });
});

describe('counting begins anew', () => {
  test('where an operator moved the checkpoint on: what was skipped is not delivered after all', async () => {
    const model = busyTenant(10);
    const tenant = counted(model);
    await tenant.live(2 * hourMs);
    await tenant.clock.advance(3 * hourMs);
    tenant.setCheckpoint(tenant.clock.now());
    const before = tenant.records.length;
    await tenant.live(40 * hourMs, 5 * minuteMs);
    const since = model.audits
      .history()
      .filter((item) => Number(item['AUDIT_INSERT_TIME']) >= testStartMs + 5 * hourMs);
    expect(tenant.records).toHaveLength(before + since.length);
    expect(tenant.gauges()).toMatchObject({ mismatches: 0 });
    expect(Math.min(...(await tenant.periods()).map(({ fromMs }) => fromMs))).toBe(testStartMs + 5 * hourMs);
  });

  test('where an operator moved it back: what is read again is counted once', async () => {
    const tenant = counted(busyTenant(10));
    await tenant.live(12 * hourMs, 5 * minuteMs);
    tenant.setCheckpoint(testStartMs + 4 * hourMs);
    await tenant.live(30 * hourMs, 5 * minuteMs);
    expect(tenant.records.filter(isLate)).toEqual([]);
    expect(tenant.gauges()).toMatchObject({ mismatches: 0 });
    expect(tenant.gauges().certifiedToMs).toBeGreaterThan(testStartMs + 10 * hourMs);
  });

  test.each([
    ['when the source is narrowed to less', {}, { audit_result: 'FAIL' }, undefined],
    ['when the source is narrowed to something else', { audit_result: 'FAIL' }, { audit_result: 'SUCCESS' }, undefined],
    ['when it was switched off for a while', {}, { completeness: 'off' }, { completeness: 'on' }],
  ])('%s', async (_when, settings, meanwhile, afterwards) => {
    const tenant = counted(busyTenant(10), { settings });
    await tenant.live(2 * hourMs);
    tenant.restart(meanwhile);
    await tenant.live(hourMs);
    if (afterwards) tenant.restart(afterwards);
    await tenant.live(40 * hourMs, 5 * minuteMs);
    expect(tenant.records.filter(isLate)).toEqual([]);
    expect(new Set(tenant.records.map(({ uid }) => uid)).size).toBe(tenant.records.length);
    expect(tenant.gauges()).toMatchObject({ mismatches: 0 });
    expect(tenant.gauges().certifiedToMs).toBeGreaterThan(testStartMs + 10 * hourMs);
  });

  test('with the first poll of another list: what is counted of the one before is not compared with it', async () => {
    const tenant = counted(busyTenant(10), { settings: { audit_result: 'FAIL' } });
    await tenant.live(3 * hourMs);
    await tenant.clock.advance(2 * hourMs);
    await tenant.poll();
    await tenant.poll();
    tenant.restart({});
    const [delivered, asked] = [tenant.records.length, tenant.checkCalls()];
    for (let rounds = 0; rounds < 5; rounds += 1) await tenant.check();
    expect(tenant.records).toHaveLength(delivered);
    expect(tenant.checkCalls()).toBe(asked);
  });
});

test('what the polls are about to find by themselves is left to them', async () => {
  const model = createTenantModel();
  model.audits.put(auditItem(1, testStartMs + 10 * minuteMs), { visibleAtMs: testStartMs + 10 * minuteMs });
  const tenant = counted(model);
  for (let round = 2; round < 150; round += 1) {
    await tenant.poll();
    // Behind the newest record of all, and shown after the polls have looked and before the checks do.
    if (round > 20) model.audits.put(auditItem(round, testStartMs + 11 * minuteMs + round));
    await tenant.check();
    await tenant.clock.advance(5 * minuteMs);
  }
  await tenant.poll();
  expect(tenant.records.filter(isLate)).toEqual([]);
  expect(tenant.records.map(auditId)).toEqual([...new Set(tenant.records.map(auditId))]);
  expect(tenant.records).toHaveLength(130);
});

test('a clock of this machine that jumps certifies nothing too early', async () => {
  const hiddenMs = testStartMs + 2 * hourMs;
  const model = busyTenant(5);
  model.audits.put(auditItem(99, hiddenMs), { visibleAtMs: hiddenMs + 20 * hourMs });
  const tenant = counted(model, { localClockAheadMs: 400 * 24 * hourMs });
  await tenant.live(10 * hourMs, 5 * minuteMs);
  expect(tenant.gauges().certifiedToMs ?? 0).toBeLessThan(testStartMs);
  await tenant.live(30 * hourMs, 5 * minuteMs);
  expect(tenant.records.filter(isLate).map(auditId)).toEqual([99]);
});

test('an answer whose date lies days ahead certifies nothing too early', async () => {
  const hiddenMs = testStartMs + 2 * hourMs;
  const model = busyTenant(5);
  model.audits.put(auditItem(99, hiddenMs), { visibleAtMs: hiddenMs + 2 * hourMs });
  const isWrong = (nowMs: number) => nowMs >= testStartMs + 3 * hourMs && nowMs < testStartMs + 3.2 * hourMs;
  const tenant = counted(model, { dateAheadMs: (nowMs) => (isWrong(nowMs) ? 3 * 24 * hourMs : 0) });
  await tenant.live(20 * hourMs, 5 * minuteMs);
  expect(tenant.gauges().certifiedToMs ?? 0).toBeLessThan(testStartMs);
  await tenant.live(30 * hourMs, 5 * minuteMs);
  expect(tenant.records.filter(isLate).map(auditId)).toEqual([99]);
  expect(tenant.gauges().certifiedToMs).toBeGreaterThan(testStartMs + 20 * hourMs);
});

test('the same record counts once, and a window too full to know its records still has their number', async () => {
  const tenant = counted(createTenantModel());
  await tenant.poll();
  const { storage } = tenant;
  const ledger = (await readLedger(storage))!;
  const atMs = testStartMs + 10 * hourMs;
  const rowsOf = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, index) => ({
      uid: (first + index).toString(16).padStart(16, '0').padEnd(64, 'f'),
      atMs,
    }));
  const count = async (first: number, last: number) => {
    storage.apply(await countDelivered(ledger, { by: 'polls', rows: rowsOf(first, last), storage }));
    const [tally] = await tallies(storage, ledger, [Math.floor(atMs / 300_000) * 300_000]);
    return { count: tally!.count, ids: (await idsOf(storage, ledger, tally!))?.size };
  };
  expect(await count(1, 1000)).toEqual({ count: 1000, ids: 1000 });
  expect(await count(500, 1500)).toEqual({ count: 1500, ids: 1500 });
  expect(await count(1501, 32_768)).toEqual({ count: 32_768, ids: 32_768 });
  expect(await count(32_769, 32_770)).toEqual({ count: 32_770, ids: undefined });
  expect(await count(40_000, 40_001)).toEqual({ count: 32_772, ids: undefined });
});
