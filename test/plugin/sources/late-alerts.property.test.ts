import fc from 'fast-check';
import { expect, test } from 'vitest';
import { xdrAlerts } from '../../../src/plugin/sources/xdr-alerts.ts';
import { believableAlert, createTenantModel, seededRandom, testStartMs } from '../../../src/testing/index.ts';
import { readTenant } from './tenant-reader.ts';

const dayMs = 86_400_000;
const overlapMs = 300_000;
const runs = Number(process.env['LATE_ALERT_RUNS'] ?? 60);

/** What happens while alerts are followed; times are virtual milliseconds. */
interface Schedule {
  readonly seed: number;
  /** Alerts there at first. */
  readonly initial: number;
  /** How many alerts a host brings along that comes back after days: all received in one moment. */
  readonly burst: number;
  readonly failurePeriod: number;
  readonly restartPeriod: number;
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  initial: fc.integer({ min: 0, max: 400 }),
  burst: fc.integer({ min: 1, max: 230 }),
  failurePeriod: fc.integer({ min: 2, max: 20 }),
  restartPeriod: fc.integer({ min: 1, max: 5 }),
});

/** A tenant that alerts reach while it is read: at once, shown late, or of hosts that were offline for days. */
function startTenant({ seed, initial, burst, failurePeriod }: Schedule) {
  const model = createTenantModel({ seed });
  const random = seededRandom(seed);
  let number = 0;
  let changing = true;

  function receive(atMs: number, happenedMs: number, visibleAtMs = atMs): void {
    number += 1;
    const alert = { ...believableAlert(random, number, atMs), detection_timestamp: happenedMs };
    model.alerts.put(alert, visibleAtMs > atMs ? { visibleAtMs } : {});
  }

  function happen(nowMs: number): void {
    const [dice, backMs] = [random.fraction(), random.integer(1, 9 * dayMs)];
    if (dice < 0.4) receive(nowMs, nowMs - random.integer(100, 5000));
    else if (dice < 0.5) receive(nowMs, nowMs - 2000, nowMs + random.integer(1, overlapMs - 30_000));
    else if (dice < 0.6) receive(nowMs, nowMs - backMs);
    else if (dice < 0.63) for (let left = burst; left > 0; left -= 1) receive(nowMs, nowMs - backMs + left);
  }

  for (let left = initial; left > 0; left -= 1) {
    const atMs = testStartMs - random.integer(1, 3 * dayMs);
    receive(atMs, atMs - (random.chance(0.1) ? random.integer(1, 5 * dayMs) : 2000));
  }
  return {
    model,
    stopChanging: () => void (changing = false),
    before: (call: number, nowMs: number): boolean => {
      if (changing) happen(nowMs);
      return changing && call % failurePeriod === 0;
    },
  };
}

async function delivered(schedule: Schedule) {
  const { model, before, stopChanging } = startTenant(schedule);
  const reader = readTenant({ definition: xdrAlerts, model, startMs: testStartMs, before });
  for (let polls = 1; polls <= 12; polls += 1) {
    await reader.poll();
    if (polls % schedule.restartPeriod === 0) reader.restart();
    await reader.wait(60_000);
  }
  stopChanging();
  await reader.wait(2 * overlapMs);
  for (let calm = 0; calm < 2;) {
    expect(reader.calls(), 'calls without an end').toBeLessThan(6000);
    if (await reader.poll()) calm += 1;
    await reader.wait(60_000);
  }
  return { model, ids: reader.records.map(({ attributes }) => Number(attributes['paloalto.cortex.alert.id'])) };
}

test('every alert arrives once, however long its host was offline', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(schedules, async (schedule) => {
      const { model, ids } = await delivered(schedule);
      const wanted = model.alerts.history().map((alert) => Number(alert['alert_id']));
      expect(ids.toSorted((a, b) => a - b)).toEqual(wanted);
    }),
    { numRuns: runs },
  );
});
