import { expect, test } from 'vitest';
import { timeOf } from '../../../../src/plugin/commands/input/time-of.ts';

test.for([
  ['2026-01-31T08:00:00Z', Date.UTC(2026, 0, 31, 8)],
  ['2026-01-31 08:00', Date.UTC(2026, 0, 31, 8)],
  [' 2026-01-31 ', Date.UTC(2026, 0, 31)],
  ['2026-01-31T08:00:00.123+02:00', Date.UTC(2026, 0, 31, 6, 0, 0, 123)],
  ['2024-02-29', Date.UTC(2024, 1, 29)],
  ['1769846400000', 1_769_846_400_000],
  [1_769_846_400_000, 1_769_846_400_000],
  ['1970-01-02', 86_400_000],
] as const)('%j is %i', ([given, ms]) => {
  expect(timeOf().parse(given)).toBe(ms);
});

test.for([
  '2026-02-30',
  '2025-02-29 12:00',
  '2026-04-31T00:00:00Z',
  '2026-13-01',
  '2026-01-31 25:00',
  '13/07/2023 14:00',
  // Seconds: as milliseconds they would be in January 1970.
  1_769_846_400,
  '1769846400',
  1_769_846_400_000.5,
  -1,
  0,
  1e15,
  '',
  'yesterday',
  null,
])('%j is no time', (given) => {
  expect(timeOf().safeParse(given).error?.issues[0]?.message).toContain('must be a time in UTC');
});
