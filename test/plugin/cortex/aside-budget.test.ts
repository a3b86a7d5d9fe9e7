import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBudgets, type RequestBudget } from '../../../src/plugin/cortex/request-budget.ts';
import { extraDataPath } from '../../../src/testing/index.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/testing/virtual-clock.ts';

const origin = 'https://api-acme.xdr.eu.paloaltonetworks.com';
const never = new AbortController().signal;
const anyPath = '/public_api/v1/incidents/get_incidents';

function setUp(requestsPerSecond: number) {
  const clock = createVirtualClock(0);
  const budget = createBudgets().budgetFor(origin, requestsPerSecond, clock);
  const ask = (from: RequestBudget, count: number): number[] => {
    const times: number[] = [];
    for (let i = 0; i < count; i++)
      void from.take(never).then(
        () => times.push(clock.elapsed()),
        () => undefined,
      );
    return times;
  };
  return { clock, budget, ask };
}

async function pass(clock: VirtualClock, ms: number): Promise<void> {
  await clock.advance(0);
  await clock.advance(ms);
}

describe('requests aside', () => {
  test('take one slot a second, and those the polls leave', async () => {
    const { clock, budget, ask } = setUp(4);
    const aside = ask(budget.aside(anyPath), 3);
    const polls = ask(budget, 12);
    await pass(clock, 20_000);
    expect(polls).toEqual([0, 0, 0, 0, 1000, 1000, 1000, 1000, 2000, 2000, 2000, 2000]);
    expect(Math.min(...aside)).toBeGreaterThanOrEqual(3000);
    expect(aside).toHaveLength(3);
  });

  test('never make a poll wait, whenever they come', async () => {
    const step = fc.record({ afterMs: fc.integer({ min: 1000, max: 3000 }), polls: fc.integer({ min: 0, max: 3 }) });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { clock, budget, ask } = setUp(4);
        ask(budget.aside(anyPath), 40);
        for (const { afterMs, polls } of steps) {
          await pass(clock, afterMs);
          const now = clock.elapsed();
          const times = ask(budget, polls);
          await pass(clock, 0);
          expect(times).toEqual(Array.from({ length: polls }, () => now));
        }
      }),
      { numRuns: 50 },
    );
  });

  test('to a scarce path are at most nine in any minute, also with a process before', async () => {
    const { clock, budget, ask } = setUp(1000);
    const times = ask(budget.aside(extraDataPath), 40);
    await pass(clock, 300_000);
    const most = Math.max(...times.map((from) => times.filter((at) => at >= from && at < from + 60_000).length));
    expect(times).toHaveLength(40);
    expect(most).toBe(9);
    expect(times[0]).toBe(6750);
  });

  test('that are too many for the tenant slow down their path alone', async () => {
    const { clock, budget, ask } = setUp(4);
    await pass(clock, 60_000);
    budget.aside(extraDataPath).throttled(60_000);
    const [polls, others] = [ask(budget, 4), ask(budget.aside(anyPath), 1)];
    await pass(clock, 5000);
    expect(polls).toEqual([60_000, 60_000, 60_000, 60_000]);
    expect(others).toHaveLength(1);
    await expect(budget.aside(extraDataPath).take(never)).rejects.toMatchObject({
      kind: 'throttled',
      retryAfterMs: 55_000,
    });
    await pass(clock, 56_000);
    await expect(budget.aside(extraDataPath).take(never)).resolves.toBeUndefined();
  });

  test('wait out what the tenant asked of all its clients', async () => {
    const { clock, budget, ask } = setUp(4);
    budget.throttled(3000);
    const aside = ask(budget.aside(anyPath), 1);
    await pass(clock, 10_000);
    expect(aside).toEqual([3000]);
  });

  test('share the scarce path among the connectors of a tenant', async () => {
    const clock = createVirtualClock(0);
    const budgets = createBudgets();
    const times: number[] = [];
    for (const share of [budgets.budgetFor(origin, 4, clock), budgets.budgetFor(origin, 4, clock)]) {
      void share
        .aside(extraDataPath)
        .take(never)
        .then(() => times.push(clock.elapsed()));
    }
    await pass(clock, 30_000);
    expect(times).toEqual([6750, 13_500]);
  });
});
