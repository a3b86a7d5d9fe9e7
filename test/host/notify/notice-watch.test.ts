import { describe, expect, test } from 'vitest';
import type { OutsideFacts } from '../../../src/host/notify/judge-topics.ts';
import { noticesOf, type Told } from '../../../src/host/notify/notice-watch.ts';
import type { Topic } from '../../../src/host/notify/notice.ts';
import type { ConnectorStatus } from '../../../src/host/status/status-report.ts';
import { refusedKey, reportOf, startMs } from './report-of.ts';

const dayMs = 86_400_000;
const nothing: OutsideFacts = { retentionMs: undefined, expires: undefined };
const toldOf = (...topics: Topic[]): Told => new Map([['soc', new Set(topics)]]);

function changes(status: Partial<ConnectorStatus>, told: Told, facts = nothing, atMs = startMs) {
  return noticesOf(reportOf(status, atMs), told, () => facts).map(({ topic, change }) => `${topic} ${change}`);
}

const failing = (status: 'Retrying' | 'Throttled', sinceMs: number): Partial<ConnectorStatus> => ({
  status,
  error: { kind: 'unavailable', message: 'away', at: iso(sinceMs), since: iso(sinceMs), inARow: 3 },
});
const iso = (ms: number) => new Date(ms).toISOString();

describe('a connector that needs a person', () => {
  test.for<[what: string, status: Partial<ConnectorStatus>, told: Told, expected: string[]]>([
    ['is told once it does', refusedKey, toldOf(), ['action raised']],
    ['is not told again', refusedKey, toldOf('action'), []],
    ['is told when it has recovered', {}, toldOf('action'), ['action cleared']],
    ['has recovered while it catches up', { status: 'Active (catching up)' }, toldOf('action'), ['action cleared']],
    ['has not recovered by being paused', { status: 'Paused' }, toldOf('action'), []],
    ['has not recovered by trying again', failing('Retrying', startMs), toldOf('action'), []],
    ['is none that heals by itself', failing('Retrying', startMs - 15 * 60_000 + 1), toldOf(), []],
    [
      'is one that has not healed for 15 minutes',
      failing('Retrying', startMs - 15 * 60_000),
      toldOf(),
      ['action raised'],
    ],
    [
      'is one that is throttled for 15 minutes',
      failing('Throttled', startMs - 15 * 60_000),
      toldOf(),
      ['action raised'],
    ],
    ['is none that is well', {}, toldOf(), []],
    ['is none that rests', { status: 'Standby' }, toldOf(), []],
  ])('%s', ([, status, told, expected]) => {
    expect(changes(status, told)).toEqual(expected);
  });

  test('says what happened and what to do', () => {
    expect(noticesOf(reportOf(refusedKey), new Map(), () => nothing)).toEqual([
      {
        topic: 'action',
        change: 'raised',
        connector: { id: 'soc', name: 'SOC EU', source: 'xsoar-audit' },
        atMs: startMs,
        status: 'Action required',
        message: 'Action required: the API key was not accepted.',
        code: 'AUTH-301',
        remedy: 'Enter a new key.',
      },
    ]);
  });
});

describe('what is about to end', () => {
  const key = (days: number): OutsideFacts => ({
    ...nothing,
    expires: { what: 'The API key', atMs: startMs + days * dayMs },
  });
  test.for<[days: number, told: Topic[], expected: string[]]>([
    [15, [], []],
    [13, [], ['expiry raised']],
    [13, ['expiry'], []],
    [-1, [], ['expiry raised']],
    [365, ['expiry'], ['expiry cleared']],
  ])('a key with %i days left, told before: %j', ([days, told, expected]) => {
    expect(changes({}, toldOf(...told), key(days))).toEqual(expected);
  });

  test('is told with its day', () => {
    const [notice] = noticesOf(reportOf(), new Map(), () => key(1.5));
    expect(notice?.message).toBe('The API key expires in 1 day, on 2026-03-03.');
  });
});

describe('records that the source is about to delete', () => {
  const year: OutsideFacts = { ...nothing, retentionMs: 365 * dayMs };
  const behind = (days: number) => ({ lastEventAt: iso(startMs - days * dayMs), lagMs: days * dayMs });
  test.for<[what: string, status: Partial<ConnectorStatus>, facts: OutsideFacts, expected: string[]]>([
    ['unread for 334 days', behind(334), year, []],
    ['unread for 336 days', behind(336), year, ['retention raised']],
    ['of a source that keeps them for good', behind(336), nothing, []],
    ['old, but all delivered', { ...behind(336), lagMs: 0 }, year, []],
    ['in a history that is being read', { history: history(360) }, year, []],
    [
      'in a history that does not go on',
      { ...refusedKey, history: history(360) },
      year,
      ['action raised', 'retention raised'],
    ],
  ])('%s', ([, status, facts, expected]) => {
    expect(changes(status, toldOf(), facts)).toEqual(expected);
  });

  function history(days: number): ConnectorStatus['history'] {
    return { rangesDone: 0, ranges: 4, ratio: 0, from: iso(startMs - days * dayMs), to: iso(startMs), etaMs: null };
  }
});
