import type { Memo } from '../contract/index.ts';

/** A {@link Memo} that forgets with the process. */
export function memoryMemo(initial: Readonly<Record<string, string>> = {}): Memo {
  const facts = new Map(Object.entries(initial));
  return {
    get: (key) => facts.get(key),
    set: (key, value) => {
      if (value === undefined) facts.delete(key);
      else facts.set(key, value);
    },
  };
}
