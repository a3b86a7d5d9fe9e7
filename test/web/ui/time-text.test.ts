import { afterEach, describe, expect, test, vi } from 'vitest';
import { absoluteText, countdownText, durationText, relativeText } from '../../../src/web/ui/time-text.ts';

const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

test.for<[ms: number, text: string]>([
  [-5, '0 s'],
  [9 * second, '9 s'],
  [59_600, '1 m'],
  [4 * minute + 12 * second, '4 m 12 s'],
  [21 * minute + 50 * second, '21 m'],
  [4 * hour + 10 * minute, '4 h 10 m'],
  [4 * hour, '4 h'],
  [3 * day + 4 * hour, '3 d 4 h'],
])('a length of %d ms reads %s', ([ms, text]) => {
  expect(durationText(ms)).toBe(text);
});

test.for<[fromNowMs: number, text: string]>([
  [-2 * second, 'just now'],
  [2 * second, 'just now'],
  [-14 * second, '14 s ago'],
  [-59_999, '59 s ago'],
  [-2 * minute, '2 m ago'],
  [-3 * hour - 59 * minute, '3 h ago'],
  [-13 * day, '13 d ago'],
  [41 * second, 'in 41 s'],
])('a time %d ms from now reads %s', ([fromNowMs, text]) => {
  expect(relativeText(5 * day + fromNowMs, 5 * day)).toBe(text);
});

test.for<[ms: number, text: string]>([
  [-1, '00:00'],
  [40_001, '00:41'],
  [61_000, '01:01'],
  [3_723_000, '1:02:03'],
])('%d ms left read %s', ([ms, text]) => {
  expect(countdownText(ms)).toBe(text);
});

describe('a time to the second', () => {
  afterEach(() => void vi.unstubAllEnvs());

  test('names UTC', () => {
    expect(absoluteText('2026-11-21T20:34:07.999Z', 'utc')).toBe('2026-11-21 20:34:07 UTC');
  });

  test('names the zone of the browser', () => {
    vi.stubEnv('TZ', 'Asia/Tokyo');
    expect(absoluteText('2026-11-21T20:34:07Z', 'local')).toBe('2026-11-22 05:34:07 GMT+9');
  });

  test('is shown as it came where it is none', () => {
    expect(absoluteText('soon', 'utc')).toBe('soon');
  });
});
