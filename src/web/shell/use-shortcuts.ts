import { useEffect, useRef } from 'react';
import { useConsole } from './use-console.ts';

/** What single keys do. */
export type Shortcuts = Readonly<Record<string, () => void>>;

/** Takes single keys while nothing is typed, no dialog is open, and they are not turned off. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const { preferences } = useConsole();
  const current = useRef(shortcuts);
  useEffect(() => void (current.current = shortcuts));
  useEffect(() => {
    function press(event: KeyboardEvent): void {
      const taken = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat;
      if (taken || !preferences.chosen.get().shortcuts || isBusy(event.target)) return;
      const act = current.current[event.key];
      if (!act) return;
      event.preventDefault();
      act();
    }
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [preferences]);
}

function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [popover]:popover-open')) return true;
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}
