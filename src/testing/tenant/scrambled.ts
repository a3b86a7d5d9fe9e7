/** Murmur's finaliser: neighbours land far apart, and no two numbers land together. */
export function scrambled(sequence: number, salt: number): number {
  let hash = (sequence ^ Math.imul(salt + 1, 0x9e3779b1)) >>> 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
