import { expect, test } from 'vitest';
import type { Receipt } from './receipts.ts';
import { repeatsIn } from './repeats.ts';

let number = 0;
const timeoutMs = 900;

function receipt(accepted: readonly string[], rest: Partial<Receipt> = {}): Receipt {
  number += 1;
  const usual = { life: 'life 1', connector: 'audits', rejected: [], told: true };
  return { number, begunMs: number * 10, ...usual, accepted, ...rest };
}

test('what is accepted once is no repeat', () => {
  expect(repeatsIn([receipt(['a', 'b']), receipt(['c'])], timeoutMs)).toMatchObject({ records: 0, unexcused: [] });
});

test('a lost answer excuses a repeat, in the same life and in a later one', () => {
  const receipts = [
    receipt(['a'], { told: false }),
    receipt(['a'], { told: false }),
    receipt(['a'], { life: 'life 2' }),
  ];
  expect(repeatsIn(receipts, timeoutMs)).toMatchObject({ because: { 'answer lost': 2 }, unexcused: [] });
});

test('a kill excuses the repeat of the last request of a connector, told or not', () => {
  const other = receipt(['x'], { connector: 'incidents' });
  const receipts = [receipt(['z']), receipt(['a', 'b']), other, receipt(['a', 'b'], { life: 'life 2' })];
  expect(repeatsIn(receipts, timeoutMs)).toMatchObject({
    records: 2,
    because: { kill: 2 },
    kills: 1,
    mostOfAKill: 2,
    unexcused: [],
  });
});

test('nothing excuses the repeat of a request that others of the connector came after', () => {
  for (const after of [receipt(['b']), receipt([], { told: false })]) {
    const receipts = [receipt(['a']), after, receipt(['a'], { life: 'life 2' })];
    expect(repeatsIn(receipts, timeoutMs).unexcused).toHaveLength(1);
  }
});

test('nothing excuses a second request in the same life, but for the time the first one was given', () => {
  const first = receipt(['a']);
  const again = (ms: number) => receipt(['a'], { begunMs: first.begunMs + ms });
  expect(repeatsIn([first, again(899)], timeoutMs).unexcused).toHaveLength(1);
  expect(repeatsIn([first, again(900)], timeoutMs)).toMatchObject({
    because: { 'answer not read in time': 1 },
    unexcused: [],
  });
});
