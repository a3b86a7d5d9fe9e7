import { expect, test } from 'vitest';
import { dropUnchanged } from '../../../src/plugin/revisions/drop-unchanged.ts';
import { sweptCases } from '../../../src/plugin/sources/case-revisions.ts';
import { memoryStorage } from '../../../src/shared/memory-storage.ts';

const sinceMs = Date.UTC(2026, 2, 2, 8);

test.for<[kept: boolean, what: string, timeMs: number | undefined]>([
  [false, 'changed before what has been delivered', sinceMs - 1],
  [true, 'changed in the very millisecond', sinceMs],
  [true, 'changed since', sinceMs + 1],
  [true, 'that does not say when it changed', undefined],
])('of cases that nobody remembers, kept is %s: one %s', async ([kept, , timeMs]) => {
  const row = { item: { case_id: 7 }, timeMs, uid: 'a', backfill: false, sinceMs };
  const { rows } = await dropUnchanged(sweptCases).work([row], memoryStorage(), { kind: 'poll', nowMs: sinceMs });
  expect(rows.length === 1).toBe(kept);
});
