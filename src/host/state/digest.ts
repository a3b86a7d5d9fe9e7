import { createHash } from 'node:crypto';

/** 64 hex digits over parts that keep their boundaries: a part moved elsewhere gives another digest. */
export function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
