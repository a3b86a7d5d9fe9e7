import { expect, test } from 'vitest';
import { liveFrom } from '../../../src/plugin/paging/begin.ts';
import { fromSweep, toSweep } from '../../../src/plugin/paging/hand-over.ts';
import { historyUpTo } from '../../../src/plugin/paging/history.ts';
import { passNames, sweepFrom } from '../../../src/plugin/paging/sweep-state.ts';

test('all that changed since the earliest time not yet read is looked for by every pass, as fast as it goes', () => {
  const { live, sweep } = toSweep({ live: liveFrom(9000), history: historyUpTo(8999, 4000) });
  expect(live.settledMs).toBe(9000);
  for (const name of passNames) expect(sweep[name]).toEqual({ sinceMs: 4000, due: true });
});

test('a list is followed from the earliest change that a pass, or a question by id, may have missed', () => {
  const sweep = { ...sweepFrom(8000, []), old: { sinceMs: 7000 } };
  const settled = (missed: object) =>
    fromSweep({ live: liveFrom(9000), sweep: { ...sweep, ...missed } }).live.settledMs;
  expect(settled({})).toBe(7000);
  expect(settled({ missedSinceMs: 7500 })).toBe(7000);
  expect(settled({ missedSinceMs: 500 })).toBe(500);
});
