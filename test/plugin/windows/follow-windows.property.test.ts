import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Checkpoint, isConnectorError } from '../../../src/contract/index.ts';
import type { BackfillStart } from '../../../src/plugin/cortex-config.ts';
import { followWindows } from '../../../src/plugin/windows/follow-windows.ts';
import { createVirtualClock, seededRandom, silentLogger, testStartMs } from '../../../src/testing/index.ts';
import { createDataset, type DatasetRow } from './windowed-dataset.ts';

const minuteMs = 60_000;
const spanMs = 15 * minuteMs;
const delayMs = 5 * minuteMs;
const hoursMs = 8 * 3_600_000;
const signal = new AbortController().signal;
const runs = Number(process.env['WINDOW_RUNS'] ?? 300);

interface Life {
  readonly failing: boolean;
  readonly careless: boolean;
  /** Chance that the process dies with a batch in hand, before or after it was delivered. */
  readonly killed: number;
  readonly seed: number;
}

/** Rows from two hours before the start until hours after it; some are equal, many share a border of windows. */
function rowsOf(seed: number): readonly DatasetRow[] {
  const random = seededRandom(seed);
  return Array.from({ length: random.integer(0, 150) }, () => {
    const anywhere = testStartMs - 2 * 3_600_000 + random.integer(0, hoursMs);
    const border = Math.floor(anywhere / spanMs) * spanMs + random.integer(-1, 1);
    const timeMs = random.chance(0.3) ? border : anywhere;
    return { timeMs, visibleAtMs: timeMs + random.integer(0, delayMs - 1), name: `row ${random.integer(0, 2)}` };
  });
}

/** Follows for the hours there are rows of, dying and starting again; gives what was delivered, and how often. */
async function live({ failing, careless, killed, seed }: Life, backfillStart: BackfillStart) {
  const clock = createVirtualClock(testStartMs, { sleep: 'passes' });
  const random = seededRandom(seed + 1);
  const rows = rowsOf(seed);
  const { query, started } = createDataset({ rows, clock, random, failing, careless });
  const options = {
    query,
    fingerprint: 'f',
    binding: { source: 'xdr-xql', tenant: 'https://api-acme.example' },
    clock,
    logger: silentLogger(),
    spanMs,
    delayMs,
    batchSize: 3,
    backfillStart,
    intervalMs: minuteMs,
  };
  const delivered: { readonly uid: string; readonly timeMs: number; readonly text: string }[] = [];
  let saved: Checkpoint | undefined;
  let caughtUp = false;

  async function poll(): Promise<void> {
    for await (const { rows: given, next, progress } of followWindows(options, saved, signal)) {
      // Until something is saved, every start is the first one, and begins later.
      const dies = saved !== undefined && random.chance(killed);
      if (dies && random.chance(0.5)) return;
      delivered.push(...given.map(({ uid, item, atMs }) => ({ uid, timeMs: atMs, text: JSON.stringify(item) })));
      if (dies) return;
      saved = JSON.parse(JSON.stringify(next)) as Checkpoint;
      ({ caughtUp } = progress);
    }
  }

  const endMs = testStartMs + hoursMs;
  for (let polls = 0; clock.now() < endMs || !caughtUp; polls += 1) {
    expect(polls).toBeLessThan(20_000);
    caughtUp = false;
    await poll().catch((error: unknown) => {
      if (!isConnectorError(error)) throw error;
    });
    await clock.advance(random.integer(1, 5) * 20_000);
  }
  return { rows, delivered, started: started() };
}

const anyLife = fc.record({
  failing: fc.boolean(),
  careless: fc.boolean(),
  killed: fc.constantFrom(0, 0.05, 0.3),
  seed: fc.nat(),
});
const anyStart = fc.constantFrom<BackfillStart>(
  { kind: 'all' },
  { kind: 'ago', ms: 3 * 3_600_000 },
  { kind: 'ago', ms: minuteMs },
  { kind: 'now' },
);

/** The beginning of the window that a first start begins with. */
function firstMs(start: BackfillStart): number {
  if (start.kind === 'all') return 0;
  return Math.floor((testStartMs - (start.kind === 'ago' ? start.ms : 0)) / spanMs) * spanMs;
}

test('every row is delivered once by its uid, whatever fails, dies or is forgotten', async () => {
  await fc.assert(
    fc.asyncProperty(anyLife, anyStart, async (life, start) => {
      const { rows, delivered } = await live(life, start);
      // A clock that falls back at the first start lets it begin earlier.
      const since = delivered.filter(({ timeMs }) => timeMs >= firstMs(start));
      const byUid = new Map(since.map(({ uid, text }) => [uid, text]));
      const expected = rows.filter(({ timeMs }) => timeMs >= firstMs(start));
      const wanted = expected.map(({ timeMs, name }) => JSON.stringify({ _time: timeMs, name }));
      expect([...byUid.values()].toSorted()).toEqual(wanted.toSorted());
    }),
    { numRuns: runs },
  );
}, 120_000);

test('nothing is delivered twice, and no window asked about twice, where nothing fails', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      const life = { failing: false, careless: false, killed: 0, seed };
      const { rows, delivered, started } = await live(life, { kind: 'ago', ms: 3 * 3_600_000 });
      expect(delivered.length).toBe(rows.length);
      // Eleven hours of windows, those that had to be halved, and the way past empty ones.
      expect(started).toBeLessThan(44 * 2);
    }),
    { numRuns: Math.ceil(runs / 5) },
  );
}, 120_000);
