import { type RefObject, startTransition, useEffect, useRef, useState } from 'react';

/** How far outside the window counts as near. */
const rootMargin = '800px 0px';

/** Whether an element is in the window or near it, and how high it was when it last was. */
export function useNearWindow<E extends HTMLElement>(
  atFirst: boolean,
  guessedHeight: number,
): { readonly ref: RefObject<E | null>; readonly near: boolean; readonly height: number } {
  const ref = useRef<E>(null);
  const [seen, setSeen] = useState({ near: atFirst, height: guessedHeight });
  useEffect(() => {
    const element = ref.current;
    if (!element) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const last = entries.at(-1);
        if (!last) return;
        const { isIntersecting: near, boundingClientRect } = last;
        // What somebody is at, with the keyboard or a menu, is not taken away.
        if (!near && element.contains(document.activeElement)) return;
        startTransition(() => {
          setSeen((before) => {
            if (before.near === near) return before;
            return { near, height: near ? before.height : boundingClientRect.height };
          });
        });
      },
      { rootMargin },
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, ...seen };
}
