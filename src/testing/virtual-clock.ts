import type { Clock } from '../contract/index.ts';
import { createSleepers } from './sleepers.ts';

/** A clock that stands still until it is told to move. Wall clock and monotonic time move together but for {@link jump}. */
export interface VirtualClock extends Clock {
  /**
   * Moves time on by `ms`, stopping at every sleep that ends on the way, in order, and letting what it wakes run (and
   * sleep again) before going on. Resolves once the whole span has passed.
   */
  advance(ms: number): Promise<void>;
  /** Moves the wall clock alone, as an operator or NTP does. Negative goes back. Wakes nobody. */
  jump(ms: number): void;
  /** How many sleeps are under way. */
  sleeping(): number;
  /** Resolves when at least `count` sleeps (default 1) are under way: the moment to {@link advance}. */
  untilSleeping(count?: number): Promise<void>;
}

export interface VirtualClockOptions {
  /** `waits` (default): a sleep ends when the clock is advanced. `passes`: a sleep moves the clock and ends at once. */
  readonly sleep?: 'waits' | 'passes';
}

/** Makes a {@link VirtualClock} that shows `startMs`, epoch milliseconds. */
export function createVirtualClock(startMs: number, options: VirtualClockOptions = {}): VirtualClock {
  const sleepers = createSleepers();
  let elapsedMs = 0;
  let offsetMs = startMs;

  async function sleep(ms: number, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (options.sleep === 'passes') elapsedMs += Math.max(0, ms);
    else await sleepers.sleepUntil(elapsedMs + Math.max(0, ms), signal);
  }

  async function advance(ms: number): Promise<void> {
    const endMs = elapsedMs + ms;
    for (let dueMs = sleepers.nextMs(); dueMs <= endMs; dueMs = sleepers.nextMs()) {
      elapsedMs = Math.max(elapsedMs, dueMs);
      sleepers.wakeNext();
      await turn();
    }
    elapsedMs = Math.max(elapsedMs, endMs);
    await turn();
  }

  return {
    now: () => offsetMs + elapsedMs,
    elapsed: () => elapsedMs,
    sleep,
    advance,
    jump: (ms) => {
      offsetMs += ms;
    },
    sleeping: () => sleepers.count(),
    untilSleeping: (count = 1) => sleepers.untilCount(count),
  };
}

/** One turn of the event loop: whatever a resolved promise leads to without I/O has happened after it. */
async function turn(): Promise<void> {
  await new Promise((resolve) => {
    setImmediate(resolve);
  });
}
