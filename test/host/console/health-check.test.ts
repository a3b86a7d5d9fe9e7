import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TestResult } from '../../../src/api/connector-form.ts';
import { type CheckedConnector, runHealthChecks } from '../../../src/host/console/health-check.ts';
import { seededRandom, silentLogger, testStartMs } from '../../../src/testing/index.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/testing/virtual-clock.ts';

const hour = 3_600_000;
const minute = 60_000;
const result: TestResult = {
  status: 'ok',
  message: 'Connection successful',
  testedAt: new Date(testStartMs).toISOString(),
  durationMs: 1,
  stages: [],
};

let clock: VirtualClock;
let connectors: CheckedConnector[];
let stop: AbortController;
let running: Promise<void>;
/** What happened, with the time in whole minutes. */
let events: string[];
let underWay: Map<string, () => void>;

function connector(id: string, tenant = id, healthCheckIntervalMs: number | undefined = hour): CheckedConnector {
  return { id, healthCheckIntervalMs, config: { tenant } };
}

const minutes = () => Math.round(clock.elapsed() / minute);

/** `slow`: a test lasts until it is let go. */
function start(mode: 'quick' | 'slow' | 'broken' = 'quick'): void {
  running = runHealthChecks(
    {
      connectors: () => connectors,
      async test({ id }) {
        events.push(`test ${id} ${minutes()}`);
        if (mode === 'broken') throw new TypeError('a bug');
        if (mode === 'slow') await new Promise<void>((resolve) => void underWay.set(id, resolve));
        return result;
      },
      onResult: ({ id }) => void events.push(`${id} done`),
      clock,
      random: seededRandom(7),
      logger: {
        ...silentLogger(),
        error: ({ connector: id }) => void events.push(`${String(id)} could not be tested`),
      },
    },
    stop.signal,
  );
}

const tested = (id: string) =>
  events.filter((event) => event.startsWith(`test ${id} `)).map((event) => Number(event.split(' ').at(-1)));

beforeEach(() => {
  clock = createVirtualClock(testStartMs);
  connectors = [connector('a'), connector('b')];
  stop = new AbortController();
  [events, underWay] = [[], new Map()];
});
afterEach(async () => {
  stop.abort();
  for (const end of underWay.values()) end();
  await running;
});

describe('a health check', () => {
  test('is made within the first interval, then a tenth more or less than an interval later', async () => {
    start();
    await clock.advance(20 * hour);
    for (const id of ['a', 'b']) {
      const times = tested(id);
      expect(times[0]).toBeLessThanOrEqual(60);
      const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
      expect(gaps.length).toBeGreaterThan(15);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(53);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(67);
      expect(new Set(gaps).size).toBeGreaterThan(3);
    }
    expect(events.filter((event) => event === 'a done')).toHaveLength(tested('a').length);
  });

  test('is not made of a connector that does not ask for it', async () => {
    connectors = [{ id: 'a', healthCheckIntervalMs: undefined, config: { tenant: 'a' } }];
    start();
    await clock.advance(20 * hour);
    expect(events).toEqual([]);
  });

  test('follows the configuration: one that is added, changed, or paused', async () => {
    connectors = [];
    start();
    await clock.advance(hour);
    connectors = [connector('late', 't', 10 * minute)];
    await clock.advance(hour);
    const before = tested('late').length;
    expect(before).toBeGreaterThanOrEqual(4);
    connectors = [connector('late', 't', 7 * 24 * hour)];
    await clock.advance(hour);
    expect(tested('late')).toHaveLength(before);
    connectors = [connector('late', 't', 10 * minute)];
    await clock.advance(hour);
    expect(tested('late').length).toBeGreaterThanOrEqual(before + 4);
    connectors = [];
    const last = events.length;
    await clock.advance(30 * 24 * hour);
    expect(events.length).toBe(last);
  });

  test('is made one at a time per tenant, of different tenants at once', async () => {
    connectors = [connector('a1', 'a'), connector('a2', 'a'), connector('b1', 'b')];
    start('slow');
    await clock.advance(hour);
    expect([...underWay.keys()].map((id) => id.slice(0, 1)).toSorted()).toEqual(['a', 'b']);
    const first = [...underWay.keys()].find((id) => id.startsWith('a'));
    underWay.get(first ?? '')?.();
    await clock.advance(minute);
    expect([...underWay.keys()].toSorted()).toEqual(['a1', 'a2', 'b1']);
  });

  test('that waited for its turn is not made of a connector that is gone by then', async () => {
    connectors = [connector('a1', 'a'), connector('a2', 'a')];
    start('slow');
    await clock.advance(hour);
    const [first] = [...underWay.keys()];
    connectors = connectors.filter(({ id }) => id === first);
    underWay.get(first ?? '')?.();
    await clock.advance(minute);
    expect([...underWay.keys()]).toEqual([first]);
  });

  test('that breaks does not end the others', async () => {
    start('broken');
    await clock.advance(3 * hour);
    expect(tested('a').length).toBeGreaterThanOrEqual(2);
    expect(events).toContain('a could not be tested');
  });

  test('that is stopped ends, once what is under way has', async () => {
    connectors = [connector('a')];
    start('slow');
    await clock.advance(hour);
    stop.abort();
    let over = false;
    void running.then(() => (over = true));
    await clock.advance(hour);
    expect(over).toBe(false);
    underWay.get('a')?.();
    await running;
    expect(clock.sleeping()).toBe(0);
  });
});
