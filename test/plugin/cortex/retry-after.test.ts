import { describe, expect, test } from 'vitest';
import { httpDateMs } from '../../../src/plugin/cortex/http-date.ts';
import { retryAfterMs } from '../../../src/plugin/cortex/retry-after.ts';

const nowMs = Date.UTC(2026, 2, 2, 8);

describe('Retry-After', () => {
  test.each([
    ['7', 7000],
    [' 7 ', 7000],
    ['1.5', 1500],
    ['0', 1000],
    ['-5', 1000],
    ['315360000', 900_000],
    ['9'.repeat(400), 900_000],
    ['Mon, 02 Mar 2026 08:00:30 GMT', 30_000],
    ['Monday, 02-Mar-26 08:00:30 GMT', 30_000],
    ['Mon Mar  2 08:00:30 2026', 30_000],
    ['Mon, 02 Mar 2026 07:00:00 GMT', 1000],
    ['Mon, 02 Mar 2036 08:00:00 GMT', 900_000],
    [undefined, undefined],
    ['', undefined],
    ['soon', undefined],
    ['garbage 5', undefined],
    ['5 apples', undefined],
    ['0x10', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['2026-03-02T08:00:30Z', undefined],
  ])('%j is a wait of %s ms', (header, waitMs) => {
    expect(retryAfterMs(header, nowMs)).toBe(waitMs);
  });
});

describe('an HTTP date', () => {
  test.each([
    '',
    'Mon',
    'Mon, 99 Mar 2026 08:00:30 GMT',
    'Mon, 02 Mar 2026 08:00:30',
    'Mon, 02 Foo 2026 08:00:30 GMT',
    '5',
  ])('is not %j', (text) => {
    expect(httpDateMs(text)).toBeUndefined();
  });
});
