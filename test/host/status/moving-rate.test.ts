import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMovingRate } from '../../../src/host/status/moving-rate.ts';

test('nothing ever happened: none', () => {
  expect(createMovingRate().perSecond(5000)).toBe(0);
});

test('right after the first happening it is not infinite', () => {
  const rate = createMovingRate();
  rate.add(200, 1000);
  expect(rate.perSecond(1000)).toBe(200);
  expect(rate.perSecond(1500)).toBe(200);
  expect(rate.perSecond(5000)).toBe(50);
});

test('a minute later all is forgotten', () => {
  const rate = createMovingRate();
  rate.add(200, 1000);
  expect(rate.perSecond(50_000)).toBeGreaterThan(0);
  expect(rate.perSecond(61_001 + 6000)).toBe(0);
});

test('after a long rest a burst counts over the minute, not since the start', () => {
  const rate = createMovingRate();
  rate.add(1, 0);
  rate.add(600, 3_600_000);
  expect(rate.perSecond(3_600_000)).toBeGreaterThanOrEqual(10);
  expect(rate.perSecond(3_600_000)).toBeLessThan(12);
});

test('what happens steadily has this rate, whenever it is asked for', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.integer({ min: 61, max: 400 }),
      fc.integer({ min: 0, max: 999 }),
      fc.integer({ min: 0, max: 100_000 }),
      (amount, seconds, fractionMs, begunMs) => {
        const rate = createMovingRate();
        for (let second = 0; second <= seconds; second += 1) rate.add(amount, begunMs + second * 1000);
        const perSecond = rate.perSecond(begunMs + seconds * 1000 + fractionMs);
        expect(perSecond / amount).toBeGreaterThan(0.97);
        expect(perSecond / amount).toBeLessThan(1.03);
      },
    ),
  );
});
