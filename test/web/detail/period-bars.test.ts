import { expect, test } from 'vitest';
import { periodBars } from '../../../src/web/detail/period-bars.ts';

const minute = 60_000;
const period = (from: number, to: number, state: Parameters<typeof periodBars>[0][number]['state']) => ({
  from: new Date(from * minute).toISOString(),
  to: new Date(to * minute - 1).toISOString(),
  state,
});

test('periods lie as time went, whatever order they come in', () => {
  const bars = periodBars([period(6, 10, 'waiting'), period(0, 5, 'certified')]);
  expect(bars).toEqual([
    { x: 0, width: 50, state: 'certified' },
    { x: 60, width: 40, state: 'waiting' },
  ]);
});

test('neighbours of the same state are one bar, others are not', () => {
  const bars = periodBars([period(0, 4, 'certified'), period(4, 8, 'certified'), period(8, 10, 'mismatch')]);
  expect(bars).toEqual([
    { x: 0, width: 80, state: 'certified' },
    { x: 80, width: 20, state: 'mismatch' },
  ]);
});

test('one that is short can be seen all the same, within the strip', () => {
  const bars = periodBars([period(0, 99_999, 'certified'), period(99_999, 100_000, 'mismatch')]);
  expect(bars[1]).toEqual({ x: 99.6, width: 0.4, state: 'mismatch' });
});

test('without periods there are no bars', () => {
  expect(periodBars([])).toEqual([]);
});
