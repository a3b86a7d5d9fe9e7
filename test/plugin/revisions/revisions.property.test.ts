import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { JsonValue, LogRecord } from '../../../src/contract/index.ts';
import { xdrIncidents } from '../../../src/plugin/sources/xdr-incidents.ts';
import { objectOf, textOf } from '../../../src/plugin/sources/vendor-values.ts';
import { believableIncident, createTenantModel, seededRandom, testStartMs } from '../../../src/testing/index.ts';
import { readTenant } from '../sources/tenant-reader.ts';
import { claimsOf } from './claims-of.ts';

const dayMs = 86_400_000;
const runs = Number(process.env['REVISION_RUNS'] ?? 60);

/** What happens while incidents are followed; times are virtual milliseconds. */
interface Schedule {
  readonly seed: number;
  /** Incidents there at first. */
  readonly initial: number;
  /** How many of them changed in one millisecond. */
  readonly tie: number;
  readonly failurePeriod: number;
  /** Every so many batches the process is killed between delivering one and saving that it did. */
  readonly killPeriod: number;
  readonly restartPeriod: number;
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  initial: fc.integer({ min: 0, max: 300 }),
  tie: fc.integer({ min: 1, max: 130 }),
  failurePeriod: fc.integer({ min: 2, max: 20 }),
  killPeriod: fc.integer({ min: 2, max: 12 }),
  restartPeriod: fc.integer({ min: 1, max: 5 }),
});

const statuses = ['new', 'under_investigation', 'resolved_true_positive', 'resolved_auto'];

/** A tenant whose incidents change while it is read, some by their time alone, some without it, some shown late. */
function startTenant({ seed, initial, tie, failurePeriod }: Schedule) {
  const model = createTenantModel({ seed });
  const random = seededRandom(seed);
  let count = 0;
  let changing = true;

  function add(atMs: number): void {
    count += 1;
    model.incidents.put({ ...believableIncident(random, count, atMs), status: random.pick(statuses) });
  }

  function change(nowMs: number): void {
    const id = random.integer(Math.max(1, count - 30), Math.max(1, count));
    const late = random.chance(0.1) ? { visibleAtMs: nowMs + random.integer(1, 60_000) } : {};
    const what = random.pick<Record<string, JsonValue>>([
      { status: random.pick(statuses) },
      { alert_count: random.integer(1, 99), hosts: ['B:2', 'A:1'] },
      { hosts: ['A:1', 'B:2'], a_new_field: random.integer(1, 3) },
      { a_new_field: null },
      {},
    ]);
    // Real answers have been seen to change without their time.
    const time = random.chance(0.9) ? { modification_time: nowMs } : {};
    if (count > 0) model.incidents.change(id, { ...what, ...time, creation_time: nowMs }, late);
  }

  for (let left = initial; left > 0; left -= 1) add(testStartMs - random.integer(1, 3 * dayMs));
  for (let left = tie; left > 0; left -= 1) add(testStartMs - dayMs);
  return {
    model,
    stopChanging: () => void (changing = false),
    before: (call: number, nowMs: number): boolean => {
      if (changing && random.chance(0.3)) add(nowMs);
      if (changing) for (let left = random.integer(0, 4); left > 0; left -= 1) change(nowMs);
      return changing && call % failurePeriod === 0;
    },
    isChanging: () => changing,
  };
}

async function followed(schedule: Schedule) {
  const { model, before, stopChanging, isChanging } = startTenant(schedule);
  const killed = (batch: number) => isChanging() && batch % schedule.killPeriod === 0;
  const reader = readTenant({ definition: xdrIncidents, model, startMs: testStartMs, before, killed });
  for (let polls = 1; polls <= 10; polls += 1) {
    await reader.poll();
    if (polls % schedule.restartPeriod === 0) reader.restart();
    await reader.wait(30_000);
  }
  stopChanging();
  await reader.wait(700_000);
  for (let calm = 0; calm < 2;) {
    expect(reader.calls(), 'calls without an end').toBeLessThan(4000);
    if (await reader.poll()) calm += 1;
    await reader.wait(60_000);
  }
  return { ...reader, model };
}

test(
  'whatever changes, fails or is killed: revisions are numbered without a gap, and say what changed',
  {
    timeout: 120_000,
  },
  async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const { records, savedRecords, model } = await followed(schedule);
        expect(savedRecords.length).toBeGreaterThanOrEqual(model.incidents.visible(Number.MAX_SAFE_INTEGER).length);
        for (const chain of chainsOf(savedRecords)) expectChain(chain);
        expectSameClaims(records, savedRecords);
      }),
      { numRuns: runs },
    );
  },
);

function chainsOf(records: readonly LogRecord[]): readonly (readonly LogRecord[])[] {
  const chains = Map.groupBy(records, ({ attributes }) => String(attributes['paloalto.cortex.incident.id']));
  return [...chains.values()];
}

function expectChain(chain: readonly LogRecord[]): void {
  let before: LogRecord | undefined;
  for (const [index, record] of chain.entries()) {
    expect(claimsOf(record)).toEqual({
      event: eventBetween(before, record),
      number: index + 1,
      previousUid: before?.uid,
      changed: before && changedBetween(before.body, record.body),
    });
    before = record;
  }
}

/** Written anew, so that it cannot err as the code does. */
function eventBetween(before: LogRecord | undefined, record: LogRecord): string {
  const isResolved = ({ body }: LogRecord) => textOf(objectOf(body)?.['status'])?.startsWith('resolved') === true;
  if (!before) return isResolved(record) ? 'resolved' : 'created';
  if (isResolved(before) === isResolved(record)) return 'updated';
  return isResolved(record) ? 'resolved' : 'reopened';
}

function changedBetween(before: JsonValue, after: JsonValue): readonly string[] {
  const [left, right] = [objectOf(before) ?? {}, objectOf(after) ?? {}];
  const sorted = (value: JsonValue | undefined) =>
    JSON.stringify(Array.isArray(value) ? (value as string[]).toSorted() : (value ?? null));
  return [...new Set([...Object.keys(left), ...Object.keys(right)])]
    .filter((name) => name !== 'creation_time' && name !== 'modification_time')
    .filter((name) => sorted(left[name]) !== sorted(right[name]))
    .toSorted();
}

/**
 * A revision that was delivered twice said the same both times. One that came in the batch of the revision before, which
 * was delivered but never saved as delivered and is gone when the list is read again, follows another one then.
 */
function expectSameClaims(records: readonly LogRecord[], saved: readonly LogRecord[]): void {
  const savedByUid = new Map(saved.map((record) => [record.uid, record]));
  for (const record of records) {
    const { previousUid } = claimsOf(record);
    const same = savedByUid.get(record.uid);
    if (!same || (typeof previousUid === 'string' && !savedByUid.has(previousUid))) continue;
    expect(claimsOf(record)).toEqual(claimsOf(same));
  }
}
