import type { JsonValue } from '../../contract/index.ts';

/** Levels that are told apart, as in the canonical JSON of a record's identity. */
const mostDepth = 100;

/**
 * 32 bits of a value, the same for all orders of its keys and lists. Not for those who look for collisions: two values
 * that share them are taken for the same one in what is said about a record, and nowhere else. Never throws.
 */
export function hashValue(value: JsonValue, seed: number, depth = 0): number {
  if (typeof value === 'string') return hashText(value, seed);
  if (typeof value !== 'object' || value === null) return hashText(String(value), ~seed);
  if (depth >= mostDepth) return mixed(seed + depth);
  // Sums know no order.
  let sum = 0;
  if (Array.isArray(value)) {
    for (const each of value as readonly JsonValue[]) sum += mixed(hashValue(each, seed, depth + 1));
    return mixed((sum | 0) ^ (seed + 1 + value.length));
  }
  for (const [key, each] of Object.entries(value)) {
    sum += mixed(hashText(key, seed) + Math.imul(hashValue(each, seed, depth + 1), 31));
  }
  return mixed((sum | 0) ^ (seed + 2));
}

/** FNV-1a of UTF-16, mixed. */
export function hashText(text: string, seed: number): number {
  let hash = seed ^ 0x81_1c_9d_c5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  return mixed(hash);
}

/** The end of MurmurHash3: every bit depends on every other. */
function mixed(hash: number): number {
  let bits = hash;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85_eb_ca_6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2_b2_ae_35);
  return bits ^ (bits >>> 16);
}
