import type { Clock } from '../../contract/index.ts';

/** A sleep that can be cut short from outside. */
export interface Wakeable {
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  wake(): void;
}

export function createWakeable(clock: Clock): Wakeable {
  let alarm: AbortController | undefined;
  return {
    async sleep(ms, signal) {
      const ours = new AbortController();
      alarm = ours;
      try {
        await clock.sleep(ms, AbortSignal.any([signal, ours.signal]));
      } catch (error) {
        signal.throwIfAborted();
        if (!ours.signal.aborted) throw error;
      } finally {
        if (alarm === ours) alarm = undefined;
      }
    },
    wake: () => alarm?.abort(),
  };
}
