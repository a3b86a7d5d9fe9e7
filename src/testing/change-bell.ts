/** Lets a test wait for a condition instead of for a while. */
export interface ChangeBell {
  /** Something changed: every waiting condition is looked at again. */
  ring(): void;
  /** Resolves as soon as `condition` holds; rejects with the signal's reason when that comes first. */
  until(condition: () => boolean, signal: AbortSignal): Promise<void>;
}

export function createChangeBell(): ChangeBell {
  const waiting = new Set<() => void>();

  async function until(condition: () => boolean, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (condition()) return;
    await new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!condition()) return;
        finish();
        resolve();
      };
      const abort = () => {
        finish();
        reject(signal.reason);
      };
      const finish = () => {
        waiting.delete(look);
        signal.removeEventListener('abort', abort);
      };
      waiting.add(look);
      signal.addEventListener('abort', abort, { once: true });
    });
  }

  return {
    ring: () => {
      for (const look of waiting) look();
    },
    until,
  };
}
