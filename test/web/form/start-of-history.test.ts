import { expect, test } from 'vitest';
import { meaningOf, noTime, settingOf, startOfHistory } from '../../../src/web/form/model/start-of-history.ts';

test.each([
  ['all', { kind: 'everything' }],
  ['now', { kind: 'now' }],
  ['30d', { kind: 'ago', duration: '30d' }],
  ['2026-01-01T00:30:00Z', { kind: 'time', local: '2026-01-01T00:30' }],
] as const)('%s is read and written as it was', (setting, start) => {
  expect(startOfHistory(setting)).toEqual(start);
  expect(settingOf(start)).toBe(setting);
});

test('a time with an offset is shown in UTC', () => {
  expect(startOfHistory('2026-01-01T00:30:00+02:00')).toEqual({ kind: 'time', local: '2025-12-31T22:30' });
});

test('a time that is chosen but not entered is neither a start nor the default', () => {
  expect(settingOf({ kind: 'time', local: '' })).toBe(noTime);
  expect(startOfHistory(noTime)).toEqual({ kind: 'time', local: '' });
});

test.each([
  [{ kind: 'everything' }, /everything there still is/],
  [{ kind: 'now' }, /Nothing older is read/],
  [{ kind: 'ago', duration: '30d' }, /the last 30 days/],
  [{ kind: 'ago', duration: '1h' }, /the last hour,/],
  [{ kind: 'time', local: '2026-01-01T00:30' }, /since 2026-01-01 00:30 UTC/],
  [{ kind: 'time', local: '' }, /Enter the time/],
] as const)('%j says what it means', (start, words) => expect(meaningOf(start)).toMatch(words));
