import type { Version } from './record-list.ts';
import { scrambled } from './scrambled.ts';

/**
 * The order among records that share the value sorted on, for which no vendor document gives a rule: `by-id`;
 * `arbitrary`, another one for each direction but the same each time; `restless`, another one at every call.
 */
export type TieOrder = 'by-id' | 'arbitrary' | 'restless';

interface Slice {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly descending: boolean;
}

/**
 * Cuts rows `from` to `to` out of `sorted` (oldest first; counted from the end when descending), ties in the order that
 * `salt` makes of them. Only the ties at hand are ordered, so a page of a long list costs a page.
 */
export function sliceWithTies(
  sorted: readonly Version[],
  keyOf: (version: Version) => number | string,
  slice: Slice,
  salt: number | undefined,
): readonly Version[] {
  const at = (index: number) => sorted[slice.descending ? sorted.length - 1 - index : index];
  const rows: Version[] = [];
  let index = firstOfTie(at, keyOf, slice.from);
  while (index < slice.to && index < sorted.length) {
    const tie = tieFrom(at, keyOf, index);
    rows.push(...arranged(tie, salt).slice(Math.max(0, slice.from - index), slice.to - index));
    index += tie.length;
  }
  return rows;
}

type At = (index: number) => Version | undefined;

function firstOfTie(at: At, keyOf: (version: Version) => number | string, index: number): number {
  const row = at(index);
  if (row === undefined) return index;
  let first = index;
  for (let before = at(first - 1); before && keyOf(before) === keyOf(row); before = at(first - 1)) first -= 1;
  return first;
}

function tieFrom(at: At, keyOf: (version: Version) => number | string, index: number): Version[] {
  const tie: Version[] = [];
  for (let row = at(index); row; row = at(index + tie.length)) {
    if (tie[0] && keyOf(tie[0]) !== keyOf(row)) break;
    tie.push(row);
  }
  return tie;
}

function arranged(tie: Version[], salt: number | undefined): Version[] {
  if (tie.length === 1) return tie;
  if (salt === undefined) return tie.toSorted((a, b) => Number(a.id) - Number(b.id) || a.sequence - b.sequence);
  return tie.toSorted((a, b) => scrambled(a.sequence, salt) - scrambled(b.sequence, salt));
}
