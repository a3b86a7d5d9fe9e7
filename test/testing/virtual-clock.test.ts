import { expect, test } from 'vitest';
import { createVirtualClock } from '../../src/testing/virtual-clock.ts';

const never = new AbortController().signal;

test('sleeps end in the order of their times, at their times', async () => {
  const clock = createVirtualClock(1000);
  const seen: [string, number][] = [];
  const sleep = async (name: string, ms: number) => {
    await clock.sleep(ms, never);
    seen.push([name, clock.now()]);
  };
  const all = [sleep('late', 30), sleep('early', 10)];
  await clock.advance(29);
  expect(seen).toEqual([['early', 1010]]);
  await clock.advance(1);
  await Promise.all(all);
  expect(seen).toEqual([
    ['early', 1010],
    ['late', 1030],
  ]);
});

test('what a sleep wakes may sleep again within the same advance', async () => {
  const clock = createVirtualClock(0);
  const ticks: number[] = [];
  const done = (async () => {
    for (let n = 0; n < 3; n += 1) {
      await clock.sleep(10, never);
      ticks.push(clock.elapsed());
    }
  })();
  await clock.advance(100);
  await done;
  expect(ticks).toEqual([10, 20, 30]);
  expect(clock.elapsed()).toBe(100);
});

test('an aborted sleep rejects with the reason and is forgotten', async () => {
  const clock = createVirtualClock(0);
  const control = new AbortController();
  const sleep = clock.sleep(10, control.signal);
  await clock.untilSleeping();
  control.abort(new Error('stop'));
  await expect(sleep).rejects.toThrow('stop');
  expect(clock.sleeping()).toBe(0);
  await expect(clock.sleep(1, control.signal)).rejects.toThrow('stop');
});

test('a jump moves the wall clock alone', async () => {
  const clock = createVirtualClock(1000);
  const sleep = clock.sleep(10, never);
  clock.jump(-500);
  expect([clock.now(), clock.elapsed(), clock.sleeping()]).toEqual([500, 0, 1]);
  await clock.advance(10);
  await sleep;
  expect(clock.now()).toBe(510);
});

test('sleeps that pass move the clock and do not wait', async () => {
  const clock = createVirtualClock(0, { sleep: 'passes' });
  await clock.sleep(60_000, never);
  expect([clock.now(), clock.elapsed()]).toEqual([60_000, 60_000]);
});
