import type { Clock } from '../../../contract/index.ts';

/** News of some work for whoever listens: what has been said and not heard yet. */
export interface News<T> {
  /** `replaces`: what was said before of the same kind and not heard yet is worth nothing any more. */
  say(item: T, replaces?: (earlier: T) => boolean): void;
  /** What is new; waits for it, but not longer than the work lasts, and says the last thing again after a long silence. */
  follow(work: Promise<unknown>, signal: AbortSignal): AsyncGenerator<T>;
}

/** A proxy, and our own server, give up a connection on which nothing moves for longer. */
const silenceMs = 20_000;

export function createNews<T>(clock: Clock): News<T> {
  let unheard: readonly T[] = [];
  let last: T | undefined;
  let bell = Promise.withResolvers<void>();

  async function silence(signal: AbortSignal): Promise<void> {
    const heard = new AbortController();
    const late = clock.sleep(silenceMs, AbortSignal.any([signal, heard.signal])).catch(() => undefined);
    await Promise.race([bell.promise, late]);
    heard.abort();
    await late;
  }

  return {
    say(item, replaces = () => false) {
      unheard = [...unheard.filter((earlier) => !replaces(earlier)), item];
      last = item;
      bell.resolve();
    },
    async *follow(work, signal) {
      let isOver = false;
      const over = (): void => {
        isOver = true;
        bell.resolve();
      };
      work.then(over, over);
      while (!isOver && !signal.aborted) {
        await silence(signal);
        bell = Promise.withResolvers();
        const news = unheard;
        unheard = [];
        yield* news;
        if (news.length === 0 && !isOver && last !== undefined) yield last;
      }
    },
  };
}
