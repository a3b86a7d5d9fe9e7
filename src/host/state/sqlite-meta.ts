import type { DatabaseSync } from 'node:sqlite';
import { digest } from './digest.ts';

/**
 * `store`: the id `store.json` repeats. `owner`: the process that may write, renewed at every open. `told`: what people
 * have been told. The others: which rows their tables hold, so that one that is lost is known.
 */
export type MetaKey = 'store' | 'owner' | 'told' | 'saved_connectors' | 'pauses';

/** Undefined when it is missing or not as it was written. */
export function readMeta(database: DatabaseSync, key: MetaKey): string | undefined {
  const row = database.prepare('SELECT value, digest FROM meta WHERE key = ?').get(key);
  if (typeof row?.['value'] !== 'string' || row['digest'] !== digest('meta', key, row['value'])) return undefined;
  return row['value'];
}

export function writeMeta(database: DatabaseSync, key: MetaKey, value: string): void {
  database
    .prepare('INSERT OR REPLACE INTO meta (key, value, digest) VALUES (?, ?, ?)')
    .run(key, value, digest('meta', key, value));
}
