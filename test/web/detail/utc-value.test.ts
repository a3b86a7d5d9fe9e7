import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { utcOf, utcValue } from '../../../src/web/detail/utc-value.ts';

beforeEach(() => void vi.stubEnv('TZ', 'Asia/Tokyo'));
afterEach(() => void vi.unstubAllEnvs());

test('what is typed is UTC, whatever the zone of the browser', () => {
  expect(utcOf('2026-11-22T02:00')).toBe('2026-11-22T02:00:00.000Z');
  expect(utcOf('2026-11-22T02:00:07')).toBe('2026-11-22T02:00:07.000Z');
  expect(utcOf(utcValue(Date.UTC(2026, 0, 2, 3, 4, 5, 678)))).toBe('2026-01-02T03:04:05.000Z');
});

test.for(['', '2026-13-01T00:00', 'soon'])('%j is no time', (value) => {
  expect(utcOf(value)).toBeUndefined();
});
