import type { Memo } from '../contract/index.ts';

/** For what looks but runs nothing: begins with what is known, and forgets what it is told. */
export function temporaryMemo(known: Readonly<Record<string, string>> = {}): Memo {
  const kept = new Map<string, string | undefined>(Object.entries(known));
  return { get: (key) => kept.get(key), set: (key, value) => void kept.set(key, value) };
}
