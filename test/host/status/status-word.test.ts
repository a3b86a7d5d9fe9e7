import { describe, expect, test } from 'vitest';
import { ConnectorError, type ErrorKind } from '../../../src/contract/index.ts';
import { type StatusFacts, type StatusWord, statusWord } from '../../../src/host/status/status-word.ts';

const minute = 60_000;
const nowMs = 100 * minute;

/** A connector that did well just now. */
const well: StatusFacts = {
  mode: 'running',
  failure: undefined,
  goodMs: nowMs,
  pollIntervalMs: minute,
  historyPending: false,
  lagMs: 0,
};
const failed = (kind: ErrorKind, inARow = 1) => ({ failure: { error: new ConnectorError(kind, 'it failed'), inARow } });

describe('every state has one word', () => {
  test.for<[StatusWord, string, Partial<StatusFacts>]>([
    ['Pending', 'before its first answer', { goodMs: undefined, lagMs: undefined }],
    ['Active', 'after a poll that found nothing', { lagMs: undefined }],
    ['Active', 'with a lag of two intervals', { lagMs: 2 * minute }],
    ['Active', 'silent for five minutes at a short interval', { goodMs: nowMs - 5 * minute, pollIntervalMs: 10_000 }],
    ['Active', 'silent for three of its intervals', { goodMs: nowMs - 30 * minute, pollIntervalMs: 10 * minute }],
    ['Active (catching up)', 'further behind', { lagMs: 2 * minute + 1 }],
    ['Active (catching up)', 'while history is read', { historyPending: true }],
    ['Retrying', 'silent for longer', { goodMs: nowMs - 5 * minute - 1, pollIntervalMs: 10_000 }],
    [
      'Retrying',
      'silent for more than three intervals',
      { goodMs: nowMs - 30 * minute - 1, pollIntervalMs: 10 * minute },
    ],
    ['Retrying', 'silent, even with history to read', { goodMs: 0, historyPending: true }],
    ['Throttled', 'asked to slow down', failed('throttled', 99)],
    ['Retrying', 'without an answer', failed('unavailable', 99)],
    ['Retrying', 'without an answer since the start', { ...failed('unavailable'), goodMs: undefined }],
    ['Retrying', 'answered what is not understood', failed('protocol', 2)],
    ['Action required', 'answered so for the third time', failed('protocol', 3)],
    ['Action required', 'wrongly configured', failed('config')],
    ['Action required', 'with a key that is refused', failed('auth')],
    ['Action required', 'without the right', failed('permission')],
    ['Action required', 'without the licence', failed('license')],
    ['Action required', 'with a certificate nobody trusts', failed('untrusted')],
    ['Action required', 'refused by the endpoint', failed('refused')],
    ['Action required', 'without a usable state', failed('state')],
    ['Paused', 'paused, whatever failed before', { mode: 'paused', ...failed('auth') }],
    ['Standby', 'beside a process that holds the state', { mode: 'standby', goodMs: undefined }],
    ['Inactive', 'without a host', { mode: 'inactive', ...failed('unavailable') }],
  ])('%s: %s', ([word, , facts]) => {
    expect(statusWord({ ...well, ...facts }, nowMs)).toBe(word);
  });
});
