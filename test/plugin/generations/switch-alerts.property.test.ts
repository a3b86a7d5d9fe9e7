import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogRecord } from '../../../src/contract/index.ts';
import { xdrAlerts } from '../../../src/plugin/sources/xdr-alerts.ts';
import { believableAlert, createTenantModel, seededRandom, testStartMs } from '../../../src/testing/index.ts';
import { readTenant } from '../sources/tenant-reader.ts';

const dayMs = 86_400_000;
const overlapMs = 300_000;

interface Schedule {
  readonly seed: number;
  readonly initial: number;
  /** Number of the question at which the tenant is moved. */
  readonly movesAtCall: number;
  readonly failurePeriod: number;
  readonly issueRows: 'issues' | 'DATA';
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  initial: fc.integer({ min: 0, max: 250 }),
  movesAtCall: fc.integer({ min: 1, max: 60 }),
  failurePeriod: fc.integer({ min: 2, max: 12 }),
  issueRows: fc.constantFrom('issues', 'DATA'),
});

async function delivered({ seed, initial, movesAtCall, failurePeriod, issueRows }: Schedule) {
  const model = createTenantModel({ seed, issueRows });
  const random = seededRandom(seed);
  let [changing, received] = [true, 0];

  /** Also of hosts that had been offline for days. */
  function receive(atMs: number): void {
    received += 1;
    const detection = atMs - (random.chance(0.2) ? random.integer(1, 9 * dayMs) : 2000);
    model.alerts.put({ ...believableAlert(random, received, atMs), detection_timestamp: detection });
  }

  function before(call: number, nowMs: number): boolean {
    if (call === movesAtCall) model.setGeneration('cases');
    if (changing && random.chance(0.6)) receive(nowMs);
    return changing && call % failurePeriod === 0;
  }

  for (let left = initial; left > 0; left -= 1) receive(testStartMs - random.integer(1, 3 * dayMs));
  const reader = readTenant({ definition: xdrAlerts, model, startMs: testStartMs, before });
  for (let polls = 1; polls <= 15 || reader.calls() <= movesAtCall; polls += 1) {
    await reader.poll();
    await reader.wait(60_000);
  }
  changing = false;
  await reader.wait(2 * overlapMs);
  for (let calm = 0; calm < 2;) {
    expect(reader.calls(), 'calls without an end').toBeLessThan(6000);
    if (await reader.poll()) calm += 1;
    await reader.wait(60_000);
  }
  const isIssue = ({ attributes }: LogRecord): boolean => attributes['paloalto.cortex.api.generation'] === 'cases';
  const idsOf = (records: readonly LogRecord[]) =>
    records.map(({ attributes }) => Number(attributes['paloalto.cortex.alert.id']));
  return {
    alerts: idsOf(reader.records.filter((record) => !isIssue(record))),
    issues: idsOf(reader.records.filter(isIssue)),
    wanted: Array.from({ length: received }, (_, index) => index + 1),
  };
}

test('every alert arrives, as one or as an issue, and none more than once as either', async () => {
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const { alerts, issues, wanted } = await delivered(schedule);
      expect([...new Set([...alerts, ...issues])].toSorted((a, b) => a - b)).toEqual(wanted);
      expect([new Set(alerts).size, new Set(issues).size]).toEqual([alerts.length, issues.length]);
    }),
    { numRuns: Number(process.env['SWITCH_RUNS'] ?? 40) },
  );
}, 120_000);
