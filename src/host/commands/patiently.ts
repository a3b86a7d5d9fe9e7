import type { Clock } from '../../contract/index.ts';
import { isBusy } from '../state/state-failure.ts';

/** How long another process may have the journal, in all, and the longest pause between two tries, milliseconds. */
const patienceMs = 5000;
const longestPauseMs = 100;
const never = new AbortController().signal;

/** Does a piece of work on a database that another process may have: again after a pause, in which everything else goes on. */
export async function patiently<T>(work: () => T | Promise<T>, clock: Pick<Clock, 'elapsed' | 'sleep'>): Promise<T> {
  const endMs = clock.elapsed() + patienceMs;
  for (let pauseMs = 5; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
    try {
      return await work();
    } catch (error) {
      if (!isBusy(error) || clock.elapsed() >= endMs) throw error;
    }
    await clock.sleep(pauseMs, never);
  }
}
