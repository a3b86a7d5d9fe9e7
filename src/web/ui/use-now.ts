import { useSyncExternalStore } from 'react';
import { useConsole } from '../shell/use-console.ts';

/** What follows from the time: drawn anew when it reads differently, not whenever a second has passed. */
export function useNow<T extends string | number | boolean>(read: (nowMs: number) => T): T {
  const { clock } = useConsole();
  return useSyncExternalStore(clock.subscribe, () => read(clock.get()));
}
