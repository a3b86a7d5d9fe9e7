import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isConnectorError } from '../../../src/contract/index.ts';
import { createBudgets, type RequestBudget } from '../../../src/plugin/cortex/request-budget.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/testing/virtual-clock.ts';

const origin = 'https://api-acme.xdr.eu.paloaltonetworks.com';
const never = new AbortController().signal;

function setUp(requestsPerSecond: number) {
  const clock = createVirtualClock(0);
  return { clock, budget: createBudgets().budgetFor(origin, requestsPerSecond, clock) };
}

/** Asks `count` times at once; gives the virtual times at which each was let through, as they come. */
function ask(budget: RequestBudget, clock: VirtualClock, count: number): number[] {
  const times: number[] = [];
  for (let i = 0; i < count; i++) void budget.take(never).then(() => times.push(clock.elapsed()));
  return times;
}

/** Lets what was just asked for settle before time moves on. */
async function pass(clock: VirtualClock, ms: number): Promise<void> {
  await clock.advance(0);
  await clock.advance(ms);
}

function mostInOneSecond(times: readonly number[]): number {
  return Math.max(0, ...times.map((from) => times.filter((time) => time >= from && time < from + 1000).length));
}

describe('a request budget', () => {
  test('lets the rate through at once and the rest a second later', async () => {
    const { clock, budget } = setUp(4);
    const times = ask(budget, clock, 9);
    await pass(clock, 5000);
    expect(times).toEqual([0, 0, 0, 0, 1000, 1000, 1000, 1000, 2000]);
  });

  test('keeps a rate below one a second', async () => {
    const { clock, budget } = setUp(0.1);
    const times = ask(budget, clock, 3);
    await pass(clock, 60_000);
    expect(times).toEqual([0, 10_000, 20_000]);
  });

  test('never lets more than the rate through in any second, whenever requests come and whatever is complained', async () => {
    const step = fc.record({
      afterMs: fc.integer({ min: 0, max: 1500 }),
      ask: fc.integer({ min: 0, max: 6 }),
      complain: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.1, max: 12, noNaN: true }),
        fc.array(step, { maxLength: 12 }),
        async (rate, steps) => {
          const { clock, budget } = setUp(rate);
          const times: number[] = [];
          for (const { afterMs, ask: count, complain } of steps) {
            await pass(clock, afterMs);
            if (complain) budget.throttled(undefined);
            for (let i = 0; i < count; i++) void budget.take(never).then(() => times.push(clock.elapsed()));
          }
          await pass(clock, 2_000_000);
          expect(times).toHaveLength(steps.reduce((sum, { ask: count }) => sum + count, 0));
          expect(mostInOneSecond(times)).toBeLessThanOrEqual(Math.max(1, rate));
        },
      ),
      { numRuns: 100 },
    );
  });

  test('serves first come, first served', async () => {
    const { clock, budget } = setUp(1);
    const order: string[] = [];
    for (const name of ['a', 'b', 'c', 'd']) void budget.take(never).then(() => order.push(name));
    await pass(clock, 10_000);
    expect(order).toEqual(['a', 'b', 'c', 'd']);
  });

  test('is shared by the connectors of a tenant, and by no other', async () => {
    const clock = createVirtualClock(0);
    const budgets = createBudgets();
    const [one, two] = [budgets.budgetFor(origin, 2, clock), budgets.budgetFor(origin, 2, clock)];
    const other = budgets.budgetFor('https://other.example', 2, clock);
    const [times, others] = [[ask(one, clock, 2), ask(two, clock, 2)], ask(other, clock, 2)];
    await pass(clock, 0);
    expect(times.flat()).toEqual([0, 0]);
    expect(others).toEqual([0, 0]);
    await pass(clock, 1000);
    expect(times.flat()).toEqual([0, 0, 1000, 1000]);
  });

  test('takes the lowest of different settings, for as long as its connector is there', async () => {
    const clock = createVirtualClock(0);
    const budgets = createBudgets();
    const fast = budgets.budgetFor(origin, 8, clock);
    const slow = budgets.budgetFor(origin, 2, clock);
    expect(fast.rate()).toBe(2);
    slow.leave();
    expect(fast.rate()).toBe(8);
    fast.leave();
    expect(budgets.budgetFor(origin, 3, clock).rate()).toBe(3);
  });

  test('halves the rate when the tenant complains, once a burst, never below one in ten seconds, and recovers slowly', async () => {
    const { clock, budget } = setUp(4);
    budget.throttled(undefined);
    budget.throttled(undefined);
    expect(budget.rate()).toBe(2);
    await pass(clock, 10_000);
    expect(budget.rate()).toBeCloseTo(2.2);
    await pass(clock, 90_000);
    expect(budget.rate()).toBe(4);
    for (let i = 0; i < 30; i++) {
      budget.throttled(undefined);
      await pass(clock, 9999);
    }
    expect(budget.rate()).toBe(0.1);
    await pass(clock, 200_000);
    expect(budget.rate()).toBe(4);
  });

  test('sits out a short pause', async () => {
    const { clock, budget } = setUp(4);
    budget.throttled(3000);
    const times = ask(budget, clock, 1);
    await pass(clock, 10_000);
    expect(times).toEqual([3000]);
  });

  test('refuses at once during a long pause and says how long it lasts', async () => {
    const { clock, budget } = setUp(4);
    budget.throttled(60_000);
    await pass(clock, 10_000);
    const error = await budget.take(never).catch((thrown: unknown) => thrown);
    expect(isConnectorError(error)).toBe(true);
    expect(error).toMatchObject({ kind: 'throttled', code: 'API-429', retryAfterMs: 50_000 });
    await pass(clock, 50_000);
    await expect(budget.take(never)).resolves.toBeUndefined();
  });

  test('a pause reaches those who are already waiting', async () => {
    const { clock, budget } = setUp(1);
    await budget.take(never);
    const waiting = budget.take(never).catch((thrown: unknown) => thrown);
    await clock.untilSleeping();
    budget.throttled(60_000);
    await pass(clock, 1000);
    expect(await waiting).toMatchObject({ kind: 'throttled', retryAfterMs: 59_000 });
  });

  test('whoever is aborted leaves the line without holding it up and without using the budget', async () => {
    const { clock, budget } = setUp(1);
    await budget.take(never);
    const [first, second] = [new AbortController(), new AbortController()];
    const reason = new Error('stop');
    const aborted = [first, second].map(({ signal }) => budget.take(signal).catch((thrown: unknown) => thrown));
    const times = ask(budget, clock, 1);
    await clock.untilSleeping();
    second.abort(reason);
    expect(await aborted[1]).toBe(reason);
    first.abort(reason);
    expect(await Promise.all(aborted)).toEqual([reason, reason]);
    await pass(clock, 5000);
    expect(times).toEqual([1000]);
    await expect(budget.take(AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
