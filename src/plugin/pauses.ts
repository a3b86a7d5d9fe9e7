/** Pauses between looks at what goes on: the first one, then each half as long again, up to the longest. Milliseconds. */
export function* pauses(firstMs: number, longestMs: number): Generator<number, never> {
  for (let ms = firstMs; ; ms = Math.min(ms * 1.5, longestMs)) yield ms;
}
