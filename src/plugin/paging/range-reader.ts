import type { Feed } from './feed.ts';
import type { RangeState } from './history.ts';
import { createPartMemory } from './part-memory.ts';
import { type Absorbed, type Answer, deliveredRows, halved, type Reader, takeNew } from './reader.ts';
import { createSeen } from './seen.ts';
import { absorbPage, planWalk } from './walk.ts';

/** Ids held of one millisecond before those of its finished parts are given up. */
const mostSeen = 10_000;

/** A closed range, read once from end to end: all of it has been visible long enough, so there is no overlap. */
export interface RangeReader<Item> extends Reader<Item> {
  state(): RangeState;
  ended(): boolean;
  /** Ids it holds. */
  remembered(): number;
  unreadMs(): number;
  /** Gives up what lies behind `toMs`: another range takes it. */
  endAt(toMs: number): void;
}

/** `absorbed` is told of each answer after it was taken in, with the time of the oldest row it brought. */
export function openRangeReader<Item>(
  saved: RangeState,
  feed: Feed<Item>,
  absorbed: (range: RangeReader<Item>, answer: Answer<Item>, firstMs: number | undefined) => void,
): RangeReader<Item> {
  const seen = createSeen(saved.seen);
  const part = createPartMemory();
  const isNew = (uid: string): boolean => !seen.has(uid);
  let { walk } = saved;
  let ended = false;

  const range: RangeReader<Item> = {
    plan: () => planWalk(walk, feed.maxLimit),
    absorb(answer): Absorbed<Item> {
      const step = absorbPage(walk, answer, feed, isNew);
      const taken = takeNew(step, seen);
      part.note(walk, step);
      if (step.partDone && seen.size > mostSeen) part.giveUp(seen);
      if (step.partDone) part.finish();
      ({ walk, ended } = step);
      seen.dropBefore(walk.cursorMs ?? 0);
      absorbed(range, answer, step.rows[0]?.atMs);
      return { ...taken, overlapShortened: 0, complaint: step.complaint };
    },
    ...deliveredRows(seen, feed),
    askForLess() {
      const smaller = halved(walk, feed.maxLimit);
      walk = smaller ?? walk;
      return smaller !== undefined;
    },
    state: () => ({ walk, seen: seen.encode() }),
    ended: () => ended,
    remembered: () => seen.size,
    unreadMs: () => Math.max(0, (walk.toMs ?? 0) - (walk.cursorMs ?? 0) + 1),
    endAt: (toMs) => void (walk = { ...walk, toMs }),
  };
  return range;
}
