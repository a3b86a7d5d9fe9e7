import { expect, test } from 'vitest';
import { createHistoryEta } from '../../../src/host/status/history-eta.ts';

test('nothing is estimated from less than three looks, nor from no progress', () => {
  const eta = createHistoryEta();
  eta.note(0.1, 0);
  eta.note(0.2, 1000);
  expect(eta.leftMs()).toBeUndefined();
  const stuck = createHistoryEta();
  for (let second = 0; second < 10; second += 1) stuck.note(0.4, second * 1000);
  expect(stuck.leftMs()).toBeUndefined();
});

test('steady progress leads to its end', () => {
  const eta = createHistoryEta();
  for (let second = 0; second <= 25; second += 1) eta.note(second / 100, second * 1000);
  expect(eta.leftMs()).toBeCloseTo(75_000, 3);
});

test('only the last two minutes count: a slow start is forgotten', () => {
  const eta = createHistoryEta();
  eta.note(0, 0);
  for (let second = 1000; second <= 1200; second += 1) eta.note(0.1 + (second - 1000) / 1000, second * 1000);
  expect(eta.leftMs()).toBeCloseTo(700_000, 3);
});

test('however fast pages come, the newest look counts', () => {
  const eta = createHistoryEta();
  const misses = Array.from({ length: 1001 }, (_, page) => {
    const passedMs = page * 10;
    eta.note(page / 2000, passedMs);
    return Math.abs((eta.leftMs() ?? Infinity) - (20_000 - passedMs));
  });
  expect(Math.max(...misses.slice(2))).toBeLessThan(1);
});

test('when it is done nothing is left', () => {
  const eta = createHistoryEta();
  for (const [ratio, ms] of [
    [0.5, 0],
    [0.75, 1000],
    [1, 2000],
  ] as const)
    eta.note(ratio, ms);
  expect(eta.leftMs()).toBe(0);
});
