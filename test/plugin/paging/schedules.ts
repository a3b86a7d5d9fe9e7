import fc from 'fast-check';
import type { Schedule } from './shifting-feed.ts';

/** Schedules as the issue names them: each has a tie of more than 100, a record from the future, and faults of a period. */
export const schedules: fc.Arbitrary<Schedule> = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  maxLimit: fc.constantFrom(100, 100, 25),
  initial: fc.integer({ min: 0, max: 400 }),
  tie: fc.integer({ min: 101, max: 230 }),
  tieArrivesMs: fc.constantFrom(0, 1, 20_000, 60_000, 120_000),
  overlapMs: fc.constantFrom(30_000, 60_000, 300_000),
  disorder: fc.constantFrom('none', 'none', 'every third page', 'every page', 'newest first', 'by another time'),
  counts: fc.constantFrom('true', 'none', 'zero', 'all', 'random'),
  date: fc.constant(true),
  failurePeriod: fc.integer({ min: 2, max: 20 }),
  restartPeriod: fc.integer({ min: 2, max: 15 }),
  restricted: fc.constantFrom('none', 'few', 'most'),
});
