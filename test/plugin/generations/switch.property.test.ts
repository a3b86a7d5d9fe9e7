import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isConnectorError, type LogRecord } from '../../../src/contract/index.ts';
import { xdrIncidents } from '../../../src/plugin/sources/xdr-incidents.ts';
import { objectOf, textOf } from '../../../src/plugin/sources/vendor-values.ts';
import {
  believableIncident,
  createTenantModel,
  type Generation,
  seededRandom,
  testStartMs,
} from '../../../src/testing/index.ts';
import { readTenant } from '../sources/tenant-reader.ts';

const dayMs = 86_400_000;
const runs = Number(process.env['SWITCH_RUNS'] ?? 60);

interface Schedule {
  readonly seed: number;
  readonly initial: number;
  /** Number of the question at which the tenant is moved; it may be in the middle of anything. */
  readonly movesAtCall: number;
  /** And of the one at which it is moved back; absent: never. */
  readonly backAtCall: number | undefined;
  readonly failurePeriod: number;
  readonly killPeriod: number;
  readonly start: 'all' | 'now' | '30d';
}

const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  initial: fc.integer({ min: 0, max: 260 }),
  movesAtCall: fc.integer({ min: 1, max: 60 }),
  backAtCall: fc.option(fc.integer({ min: 61, max: 160 }), { nil: undefined }),
  failurePeriod: fc.integer({ min: 2, max: 12 }),
  killPeriod: fc.integer({ min: 2, max: 12 }),
  start: fc.constantFrom('all', 'now', '30d'),
});

/** A tenant whose incidents are created and changed between any two questions, and that is moved to the other API. */
function startTenant({ seed, initial, failurePeriod, ...moves }: Schedule) {
  const model = createTenantModel({ seed });
  const random = seededRandom(seed);
  const ids: string[] = [];
  const changedAt = new Map<string, number>();
  let changing = true;
  let states = 0;

  function create(atMs: number): void {
    const id = String(ids.length + 1);
    const made = believableIncident(random, ids.length + 1, atMs);
    ids.push(id);
    states += 1;
    model.incidents.put({
      ...made,
      incident_id: id,
      creation_time: atMs,
      modification_time: atMs,
      description: `${states}`,
    });
    changedAt.set(id, atMs);
  }

  function change(id: string | undefined, nowMs: number): void {
    if (id === undefined) return;
    states += 1;
    const status = random.pick(['new', 'under_investigation', 'resolved_true_positive', 'resolved_auto']);
    model.incidents.change(id, { status, modification_time: nowMs, description: `${states}` });
    changedAt.set(id, nowMs);
  }

  for (let left = initial; left > 0; left -= 1) create(testStartMs - random.integer(1, 80 * dayMs));
  const move = (generation: Generation): void => model.setGeneration(generation);
  return {
    model,
    changedAt,
    changing: () => changing,
    stopChanging: () => void (changing = false),
    before: (call: number, nowMs: number): boolean => {
      if (call === moves.movesAtCall) move('cases');
      if (call === moves.backAtCall) move('incidents');
      if (!changing) return false;
      if (random.chance(0.2)) create(nowMs);
      if (random.chance(0.5)) change(ids[random.integer(0, Math.max(0, ids.length - 1))], nowMs);
      return call % failurePeriod === 0;
    },
  };
}

async function delivered(schedule: Schedule) {
  const { model, changedAt, before, changing, stopChanging } = startTenant(schedule);
  const settings = { backfill_start_time: schedule.start };
  const killed = (batch: number): boolean => changing() && batch % schedule.killPeriod === 0;
  const reader = readTenant({ definition: xdrIncidents, model, startMs: testStartMs, settings, before, killed });
  const lastMoveAtCall = schedule.backAtCall ?? schedule.movesAtCall;
  for (let polls = 1; polls <= 20 || reader.calls() <= lastMoveAtCall; polls += 1) {
    await pollOrWait(reader);
    await reader.wait(20_000);
  }
  stopChanging();
  await reader.wait(600_000);
  for (let calm = 0; calm < 3;) {
    expect(reader.calls(), 'calls without an end').toBeLessThan(20_000);
    if (await reader.poll()) calm += 1;
    await reader.wait(60_000);
  }
  const visible = model.incidents.visible(reader.clock.now());
  const wanted = visible.filter(
    (incident) => (changedAt.get(textOf(incident['incident_id']) ?? '') ?? 0) >= testStartMs,
  );
  return { reader, visible, wanted };
}

/** A tenant that moves while it is being found out serves neither, as far as the questions show: the host tries later. */
async function pollOrWait(reader: ReturnType<typeof readTenant>): Promise<void> {
  try {
    await reader.poll();
  } catch (error) {
    if (!isConnectorError(error) || error.code !== 'API-404') throw error;
  }
}

const stateOf = (id: unknown, description: unknown): string => `${String(id)} ${String(description)}`;

function stateIn({ attributes, body }: LogRecord): string {
  return stateOf(attributes['paloalto.cortex.incident.id'], textOf(objectOf(body)?.['description']));
}

test(
  'no last state is lost when a tenant goes over to the other API, and none is told twice on the way to it',
  { timeout: 300_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const { reader, visible, wanted } = await delivered(schedule);
        const states = new Set(reader.records.map(stateIn));
        const expected = schedule.start === 'all' ? visible : wanted;
        const missing = expected
          .map((each) => stateOf(each['incident_id'], each['description']))
          .filter((state) => !states.has(state));
        expect(missing).toEqual([]);
        const saved = reader.savedRecords.map(stateIn);
        const twice = saved.filter((state, index) => saved.indexOf(state) !== index);
        expect(schedule.backAtCall === undefined ? twice : []).toEqual([]);
      }),
      { numRuns: runs },
    );
  },
);
