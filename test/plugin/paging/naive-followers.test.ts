import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Follower, offsetPaging, stepBackFromNewest } from './naive-followers.ts';
import { schedules } from './schedules.ts';
import { createShiftingFeed, type Schedule } from './shifting-feed.ts';

const sample = fc.sample(schedules, { numRuns: 60, seed: 7 });

test.for([
  ['plain offset paging', () => offsetPaging],
  ['stepping back from the newest record', (schedule: Schedule) => stepBackFromNewest(schedule.overlapMs)],
] as const)('%s loses records in the same schedules: they bite', async ([, follower]) => {
  let losing = 0;
  // Ordered answers and true counts, so that a loss is the method's own.
  for (const schedule of sample)
    losing += (await lost({ ...schedule, disorder: 'none' }, follower(schedule))) > 0 ? 1 : 0;
  expect(losing).toBeGreaterThan(sample.length / 3);
});

/** Records that are there in the end and were never delivered. */
async function lost(schedule: Schedule, follower: Follower): Promise<number> {
  const shifting = createShiftingFeed(schedule);
  const delivered = new Set<string>();
  const following = follower(shifting, (uid) => delivered.add(uid));
  for (let minutes = 0; minutes < 12; minutes++) {
    if (minutes === 8) shifting.stopChanging();
    await following.poll();
    shifting.advance(60_000);
  }
  shifting.advance(3 * 3_600_000);
  for (let polls = 0; polls < 3; polls++) await following.poll();
  return shifting.present().filter((item) => !delivered.has(item.uid)).length;
}
