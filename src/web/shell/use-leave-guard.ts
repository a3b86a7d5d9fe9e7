import { useEffect } from 'react';
import { useConsole } from './use-console.ts';

/** Asks before the page is left, for as long as there is something to lose. */
export function useLeaveGuard(unsaved: boolean): void {
  const { navigation } = useConsole();
  useEffect(() => {
    navigation.guard(unsaved);
    return () => navigation.guard(false);
  }, [navigation, unsaved]);
}
