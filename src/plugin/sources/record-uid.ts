import { hash } from 'node:crypto';
import type { JsonValue } from '../../contract/index.ts';
import { canonicalJson } from './canonical-json.ts';

/**
 * The deterministic id of a record: SHA-256, in hex, of source, tenant origin and the item's identity, a line each.
 * The same item of the same tenant gives the same 64 digits in every life.
 */
export function recordUid(source: string, tenant: string, identity: string): string {
  return hash('sha256', `${source}\n${tenant}\n${identity}`);
}

/** A function that gives the SHA-256, in hex, of an item's canonical JSON, without the keys that drift. */
export function contentHash(...without: readonly string[]): (item: JsonValue) => string {
  const canonical = canonicalJson(...without);
  return (item) => hash('sha256', canonical(item));
}
