import { useCallback, useEffect, useRef } from 'react';

/**
 * Runs something at once, or once the button of the mouse is up again: what appears while it is down moves the page,
 * and the button that was meant is not under the pointer any more.
 */
export function useAfterPress(): (work: () => void) => void {
  const isDown = useRef(false);
  useEffect(() => {
    const down = (): void => void (isDown.current = true);
    const up = (): void => void (isDown.current = false);
    const events = [
      ['pointerdown', down],
      ['pointerup', up],
      ['pointercancel', up],
    ] as const;
    for (const [name, listen] of events) window.addEventListener(name, listen, true);
    return () => {
      for (const [name, listen] of events) window.removeEventListener(name, listen, true);
    };
  }, []);
  return useCallback((work) => {
    if (!isDown.current) return work();
    // The click comes with the same event.
    const later = (): void => void setTimeout(work);
    window.addEventListener('pointerup', later, { once: true });
  }, []);
}
