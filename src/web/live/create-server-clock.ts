import { createStore, type Store } from '../ui/create-store.ts';

/** The collector's time, however the browser's clock is set. Epoch milliseconds; told once a second. */
export interface ServerClock extends Pick<Store<number>, 'get' | 'subscribe'> {
  /** The collector said what time it is: RFC 3339. */
  adjust(at: string): void;
}

export function createServerClock(): ServerClock {
  let aheadMs = 0;
  const now = createStore(Date.now());
  const tick = (): void => now.set(Date.now() + aheadMs);
  setInterval(tick, 1000);
  return {
    get: now.get,
    subscribe: now.subscribe,
    adjust(at) {
      const difference = Date.parse(at) - Date.now();
      // What the way here takes is no difference of clocks.
      aheadMs = Math.abs(difference) < 2000 ? 0 : difference;
    },
  };
}
