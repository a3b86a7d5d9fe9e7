import type { Clock } from '../../contract/index.ts';
import type { Caller } from './authentication.ts';

/** What is streamed to somebody. */
export interface StreamFor<Part> {
  readonly caller: Pick<Caller, 'stillSignedIn'>;
  readonly clock: Pick<Clock, 'sleep'>;
  /** The signal is aborted when they have gone or signed out. */
  readonly open: (signal: AbortSignal) => AsyncIterable<Part>;
}

const lookEveryMs = 1000;

/** Streams as long as somebody is signed in, and not a second longer: whatever they still wait for. */
export async function* whileSignedIn<Part>(
  { caller, clock, open }: StreamFor<Part>,
  signal: AbortSignal,
): AsyncGenerator<Part> {
  const over = new AbortController();
  const until = AbortSignal.any([signal, over.signal]);
  const isOver = new Promise<'over'>((resolve) => {
    over.signal.addEventListener('abort', () => resolve('over'), { once: true });
  });
  const looking = async () => {
    while (caller.stillSignedIn()) await clock.sleep(lookEveryMs, until);
    over.abort();
  };
  looking().catch(() => undefined);
  const iterator = open(until)[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = iterator.next();
      // Nobody waits for it any more once they have signed out.
      next.catch(() => undefined);
      const result = await Promise.race([next, isOver]);
      if (result === 'over' || result.done) return;
      yield result.value;
    }
  } finally {
    over.abort();
    void iterator.return?.()?.catch(() => undefined);
  }
}
