import { type FocusEvent, type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * Keeps the focus in the table when the row it was in goes, as when a filter leaves out what has just been paused: the
 * row that takes its place gets it, or what is given where there is none.
 */
export function useKeptFocus(ids: readonly string[], otherwise: RefObject<HTMLElement | null>) {
  const row = useRef<{ readonly id: string; readonly at: number }>(undefined);
  useLayoutEffect(() => {
    const { current } = row;
    if (!current || ids.includes(current.id) || document.activeElement !== document.body) return;
    const id = ids[Math.min(current.at, ids.length - 1)];
    const next =
      id === undefined ? undefined : document.querySelector<HTMLElement>(`[data-connector="${CSS.escape(id)}"]`);
    (next?.querySelector<HTMLElement>('[data-row-link]') ?? otherwise.current)?.focus();
  }, [ids, otherwise]);
  return {
    onFocus({ target }: FocusEvent<HTMLElement>): void {
      const id = target.closest<HTMLElement>('[data-connector]')?.dataset['connector'];
      row.current = id === undefined ? undefined : { id, at: ids.indexOf(id) };
    },
    onBlur({ target, relatedTarget }: FocusEvent<HTMLElement>): void {
      if (relatedTarget || target.isConnected) row.current = undefined;
    },
  };
}
