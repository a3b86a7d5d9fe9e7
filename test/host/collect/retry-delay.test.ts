import { describe, expect, test } from 'vitest';
import { ConnectorError, type ErrorKind, errorKinds } from '../../../src/contract/index.ts';
import { needsAction, retryDelayMs } from '../../../src/host/collect/retry-delay.ts';

const [least, most] = [0, 1 - Number.EPSILON];
const minute = 60_000;

describe('the wait after a failure', () => {
  test.for<[kind: ErrorKind, inARow: number, fromMs: number, toMs: number]>([
    ['unavailable', 1, 500, 1000],
    ['unavailable', 2, 1000, 2000],
    ['unavailable', 3, 2000, 4000],
    ['unavailable', 6, 16_000, 32_000],
    ['unavailable', 7, 30_000, minute],
    ['unavailable', 1_000_000, 30_000, minute],
    ['throttled', 1, 500, 1000],
    ['throttled', 7, 30_000, minute],
    ['protocol', 1, 500, 1000],
    ['protocol', 2, 1000, 2000],
    ['protocol', 3, 13.5 * minute, 15 * minute],
    ['config', 1, 13.5 * minute, 15 * minute],
    ['auth', 1, 13.5 * minute, 15 * minute],
    ['permission', 1, 13.5 * minute, 15 * minute],
    ['license', 1, 13.5 * minute, 15 * minute],
    ['untrusted', 1, 13.5 * minute, 15 * minute],
    ['refused', 1, 13.5 * minute, 15 * minute],
    ['state', 1, 13.5 * minute, 15 * minute],
    ['state', 50, 13.5 * minute, 15 * minute],
  ])('of kind %s, time %d in a row, lies between %d and %d ms', ([kind, inARow, fromMs, toMs]) => {
    const error = new ConnectorError(kind, 'it failed');
    expect(retryDelayMs(error, inARow, least)).toBe(fromMs);
    expect(retryDelayMs(error, inARow, most)).toBe(toMs);
  });

  test.for([...errorKinds])('of kind %s is what the other side asked for, in full, and hardly more', (kind) => {
    const error = new ConnectorError(kind, 'slow down', { retryAfterMs: 240_000 });
    for (const inARow of [1, 9]) {
      expect(retryDelayMs(error, inARow, least)).toBe(240_000);
      expect(retryDelayMs(error, inARow, most)).toBe(240_250);
    }
  });

  test('for room on the disk is a minute', () => {
    const error = new ConnectorError('state', 'no space left', { code: 'DISK-702' });
    expect([least, most].map((fraction) => retryDelayMs(error, 3, fraction))).toEqual([minute, minute]);
  });
});

test('a person has to act at once for most kinds, and from the third in a row for what is not understood', () => {
  const from = (kind: ErrorKind) => [1, 2, 3, 4].find((inARow) => needsAction(kind, inARow)) ?? 'never';
  expect(Object.fromEntries(errorKinds.map((kind) => [kind, from(kind)]))).toEqual({
    config: 1,
    auth: 1,
    permission: 1,
    license: 1,
    untrusted: 1,
    refused: 1,
    state: 1,
    protocol: 3,
    throttled: 'never',
    unavailable: 'never',
  });
});
