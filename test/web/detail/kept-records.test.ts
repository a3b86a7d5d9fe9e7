import { expect, test } from 'vitest';
import type { LiveRecord } from '../../../src/api/operations.ts';
import { holds, keptRecords, withNewer } from '../../../src/web/detail/kept-records.ts';

const at = '2026-11-22T00:00:00.000Z';
const recordOf = (sequence: number): LiveRecord => ({
  sequence,
  at,
  eventName: 'login',
  severity: null,
  time: null,
  uid: `uid-${sequence}`,
  mapped: { attributes: { 'user.name': 'Ada' } },
  raw: { text: '<script>[a-z]+' },
});
const recordsOf = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => recordOf(from + index));

test('newer records come first, each once', () => {
  const kept = withNewer(withNewer([], recordsOf(1, 3)), recordsOf(2, 5));
  expect(kept.map(({ sequence }) => sequence)).toEqual([5, 4, 3, 2, 1]);
});

test('no more than 200 stay', () => {
  const kept = withNewer(withNewer([], recordsOf(1, 150)), recordsOf(151, 300));
  expect(kept).toHaveLength(keptRecords);
  expect([kept[0]?.sequence, kept.at(-1)?.sequence]).toEqual([300, 101]);
});

test('without anything new it is the same list', () => {
  const kept = withNewer([], recordsOf(1, 3));
  expect(withNewer(kept, recordsOf(1, 3))).toBe(kept);
});

test.for([
  ['ada', true],
  [' UID-7 ', true],
  ['<script>', true],
  ['[a-z]+', true],
  ['', true],
  ['.*', false],
  ['grace', false],
] as const)('a record is searched for %s as it stands: %s', ([text, found]) => {
  expect(holds(recordOf(7), text)).toBe(found);
});
