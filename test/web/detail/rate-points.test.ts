import { expect, test } from 'vitest';
import { ratePoints } from '../../../src/web/detail/rate-points.ts';

test('the last value is that of the minute it is now', () => {
  const nowMs = Date.UTC(2026, 10, 22, 3, 0, 59, 999);
  expect(ratePoints([1, 2], nowMs)).toEqual([
    { atMs: Date.UTC(2026, 10, 22, 2, 59), records: 1 },
    { atMs: Date.UTC(2026, 10, 22, 3, 0), records: 2 },
  ]);
});
