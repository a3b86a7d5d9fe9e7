import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Checkpoint, isConnectorError, maxCheckpointBytes } from '../../../src/contract/index.ts';
import { followSweeping } from '../../../src/plugin/paging/follow-sweeping.ts';
import { memoryStorage } from '../../../src/shared/memory-storage.ts';
import { overlaidStorage } from '../../../src/shared/overlaid-storage.ts';
import { type CaseItem, type CaseSchedule, createCaseWorld, stateOf } from './case-world.ts';

const runs = Number(process.env['SWEEP_RUNS'] ?? 60);
const overlapMs = 60_000;
const changingPolls = 12;

interface Run extends CaseSchedule {
  readonly restartPeriod: number;
  /** Whether what was delivered of each item is remembered, or only the time up to which everything was. */
  readonly memory: boolean;
}

const schedules: fc.Arbitrary<Run> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  initial: fc.integer({ min: 0, max: 60 }),
  tie: fc.integer({ min: 0, max: 15 }),
  maxLimit: fc.constantFrom(3, 10, 100),
  failurePeriod: fc.integer({ min: 2, max: 9 }),
  date: fc.boolean(),
  restartPeriod: fc.integer({ min: 1, max: 9 }),
  memory: fc.boolean(),
});

test(
  'whatever changes, fails or restarts: the last state of every case is delivered',
  { timeout: 300_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (schedule) => {
        const { world, delivered } = await sweepToTheEnd(schedule);
        const missing = world
          .items()
          .map(stateOf)
          .filter((state) => !delivered.has(state));
        expect(missing).toEqual([]);
        const repeated = [...delivered].filter(([, times]) => schedule.memory && times > 1);
        expect(repeated).toEqual([]);
      }),
      { numRuns: runs },
    );
  },
);

async function sweepToTheEnd(schedule: Run) {
  const world = createCaseWorld(schedule);
  const delivered = new Map<string, number>();
  const known = new Map<string, string>();
  const saved = memoryStorage();
  let session = newSession();
  let checkpoint: Checkpoint | undefined;
  let pieces = 0;

  /** What the work on rows does: what is known is compared, else its time tells. */
  function isChange(item: CaseItem, sinceMs: number | undefined): boolean {
    const last = schedule.memory ? known.get(item.id) : undefined;
    return last === undefined ? item.modifiedMs >= (sinceMs ?? 0) : last !== stateOf(item);
  }

  async function poll(): Promise<boolean> {
    const storage = overlaidStorage(saved);
    const clock = { now: world.now, elapsed: world.now, sleep: () => Promise.resolve() };
    const options = {
      list: world.list,
      storage,
      ...session,
      binding: { source: 'cases', tenant: 'https://tenant.example' },
      clock,
      backfillStart: { kind: 'all' },
      overlapMs,
      intervalMs: 60_000,
      batchSize: 50,
    } as const;
    let caughtUp = false;
    try {
      for await (const piece of followSweeping(options, checkpoint, new AbortController().signal)) {
        pieces += 1;
        for (const { item, sinceMs } of piece.rows) {
          if (!isChange(item, sinceMs)) continue;
          delivered.set(stateOf(item), (delivered.get(stateOf(item)) ?? 0) + 1);
          known.set(item.id, stateOf(item));
        }
        saved.apply(piece.storage ?? []);
        const text = JSON.stringify(piece.next);
        expect(text.length).toBeLessThan(maxCheckpointBytes);
        checkpoint = JSON.parse(text) as Checkpoint;
        ({ caughtUp } = piece.progress);
        if (pieces % schedule.restartPeriod === 0) {
          session = newSession();
          return false;
        }
      }
    } catch (error) {
      if (!isConnectorError(error) || error.kind !== 'unavailable') throw error;
      return false;
    }
    return caughtUp;
  }

  for (let polls = 0; polls < changingPolls; polls += 1) {
    await poll();
    world.advance(20_000);
  }
  world.stopChanging();
  // Long enough for each pass to come round twice, at the pace of the slowest one.
  const enough = world.calls() + 300 + 80 * Math.ceil(world.items().length / schedule.maxLimit);
  while (world.calls() < enough) {
    await poll();
    world.advance(60_000);
  }
  return { world, delivered };
}

function newSession() {
  return { session: { pass: undefined }, sweepSession: { begun: new Set<never>(), ended: new Set<never>() } };
}
