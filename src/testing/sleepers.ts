import { createChangeBell } from './change-bell.ts';

/** Those who sleep on a virtual clock. Times are its monotonic milliseconds. */
export interface Sleepers {
  /** Resolves when woken; rejects with the signal's reason when that comes first. */
  sleepUntil(atMs: number, signal: AbortSignal): Promise<void>;
  /** When the next one is to be woken; infinity when nobody sleeps. */
  nextMs(): number;
  wakeNext(): void;
  count(): number;
  untilCount(count: number): Promise<void>;
}

interface Sleeper {
  readonly atMs: number;
  readonly wake: () => void;
}

export function createSleepers(): Sleepers {
  const bell = createChangeBell();
  const sleepers = new Set<Sleeper>();

  function next(): Sleeper | undefined {
    let earliest: Sleeper | undefined;
    for (const sleeper of sleepers) if (!earliest || sleeper.atMs < earliest.atMs) earliest = sleeper;
    return earliest;
  }

  async function sleepUntil(atMs: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const sleeper = { atMs, wake: () => finish(resolve) };
      const abort = () => finish(() => reject(signal.reason));
      const finish = (settle: () => void) => {
        sleepers.delete(sleeper);
        signal.removeEventListener('abort', abort);
        settle();
      };
      signal.addEventListener('abort', abort, { once: true });
      sleepers.add(sleeper);
      bell.ring();
    });
  }

  return {
    sleepUntil,
    nextMs: () => next()?.atMs ?? Infinity,
    wakeNext: () => next()?.wake(),
    count: () => sleepers.size,
    untilCount: (count) => bell.until(() => sleepers.size >= count, new AbortController().signal),
  };
}
