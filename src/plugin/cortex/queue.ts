export interface Queue {
  /** Does `work` when all who came before are done. Rejects with the signal's reason when aborted while waiting. */
  inTurn<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** Lets one at a time through, in the order they came; whoever is aborted leaves the line without holding it up. */
export function createQueue(): Queue {
  let last: Promise<void> = Promise.resolve();
  return {
    inTurn: async (work, signal) => {
      signal.throwIfAborted();
      const turn = last;
      const { promise: done, resolve: leave } = Promise.withResolvers<void>();
      last = turn.then(() => done);
      try {
        await orAborted(turn, signal);
        return await work();
      } finally {
        leave();
      }
    },
  };
}

async function orAborted(turn: Promise<void>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    await Promise.race([turn, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
