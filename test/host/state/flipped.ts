/** A copy with up to four bits flipped, the same ones for the same seed. */
export function flipped(bytes: Buffer, seed: number): Buffer {
  const below = numbers(seed);
  const copy = Buffer.from(bytes);
  // Half of them where it hurts most: the headers of file, log and first pages.
  const reach = below(2) === 0 ? Math.min(400, copy.length) : copy.length;
  for (let flips = 1 + below(4); flips > 0; flips--) {
    const at = below(reach);
    copy[at] = (copy[at] ?? 0) ^ (1 << below(8));
  }
  return copy;
}

/** Repeatable numbers below a bound (mulberry32). */
function numbers(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
