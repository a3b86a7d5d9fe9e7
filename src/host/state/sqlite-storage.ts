import type { DatabaseSync } from 'node:sqlite';
import type { Collection, JsonValue, Storage, StorageChange, StorageEntry } from '../../contract/index.ts';
import { damagedStorage } from './state-failure.ts';
import { digest } from './digest.ts';

/** The table of what sources keep beside their checkpoints. An entry that was altered is seen, as everywhere here. */
export interface StorageTable {
  get(connector: string, collection: Collection, keys: readonly string[]): ReadonlyMap<string, StorageEntry>;
  first(connector: string, collection: Collection, limit: number): readonly StorageEntry[];
  size(connector: string, collection: Collection): number;
  /** Within the caller's transaction. */
  apply(connector: string, changes: readonly StorageChange[]): void;
  /** Within the caller's transaction: everything of a connector. */
  removeOf(connector: string): void;
}

const columns = 'key, rank, value, digest';

export function storageTable(database: DatabaseSync, path: string): StorageTable {
  const prepare = (sql: string) => database.prepare(sql);
  const select = prepare(`SELECT ${columns} FROM storage WHERE connector = ? AND collection = ? AND key = ?`);
  const selectFirst = prepare(
    `SELECT ${columns} FROM storage WHERE connector = ? AND collection = ? ORDER BY rank, key LIMIT ?`,
  );
  const count = prepare('SELECT count(*) AS entries FROM storage WHERE connector = ? AND collection = ?');
  const upsert = prepare(
    `INSERT OR REPLACE INTO storage (connector, collection, ${columns}) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const remove = prepare('DELETE FROM storage WHERE connector = ? AND collection = ? AND key = ?');
  const forget = prepare(
    'DELETE FROM storage WHERE connector = ?1 AND collection = ?2 AND key IN ' +
      '(SELECT key FROM storage WHERE connector = ?1 AND collection = ?2 ORDER BY rank DESC, key DESC LIMIT ?3)',
  );
  const removeAll = prepare('DELETE FROM storage WHERE connector = ?');

  const decode = (connector: string, collection: Collection, row: Row): StorageEntry => {
    const [key, rank, value] = [String(row['key']), Number(row['rank']), String(row['value'])];
    if (row['digest'] !== digestOf(connector, collection, { key, rank, value })) {
      throw damagedStorage(path, connector, `an entry of ${collection.name} has a wrong checksum`);
    }
    return { key, rank, value: JSON.parse(value) as JsonValue };
  };
  const sizeOf = (connector: string, { name }: Collection) => Number(count.get(connector, name)?.['entries']);

  /** No collection holds more entries than stands here: to count them takes the longer the more there are. */
  const ceilings = new Map<string, number>();

  function keepBound(connector: string, collection: Collection, added: number): void {
    const name = JSON.stringify([connector, collection.name]);
    const ceiling = (ceilings.get(name) ?? Infinity) + added;
    if (ceiling <= collection.most) {
      ceilings.set(name, ceiling);
      return;
    }
    const size = sizeOf(connector, collection);
    if (size > collection.most) forget.run(connector, collection.name, size - collection.most);
    ceilings.set(name, Math.min(size, collection.most));
  }

  return {
    get(connector, collection, keys) {
      const found = new Map<string, StorageEntry>();
      for (const key of keys) {
        const row = select.get(connector, collection.name, key);
        if (row) found.set(key, { ...decode(connector, collection, row), key });
      }
      return found;
    },
    first: (connector, collection, limit) =>
      selectFirst.all(connector, collection.name, limit).map((row) => decode(connector, collection, row)),
    size: sizeOf,
    apply(connector, changes) {
      const grown = new Map<string, { readonly collection: Collection; readonly added: number }>();
      for (const { collection, key, entry } of changes) {
        if (!entry) {
          remove.run(connector, collection.name, key);
          continue;
        }
        // As SQLite keeps it: keys are made of what a vendor sends, half characters included.
        const stored = { key: key.toWellFormed(), rank: entry.rank, value: JSON.stringify(entry.value) };
        const sum = digestOf(connector, collection, stored);
        upsert.run(connector, collection.name, stored.key, stored.rank, stored.value, sum);
        grown.set(collection.name, { collection, added: (grown.get(collection.name)?.added ?? 0) + 1 });
      }
      for (const { collection, added } of grown.values()) keepBound(connector, collection, added);
    },
    removeOf: (connector) => void removeAll.run(connector),
  };
}

type Row = Readonly<Record<string, unknown>>;

function digestOf(
  connector: string,
  { name }: Collection,
  { key, rank, value }: { readonly key: string; readonly rank: number; readonly value: string },
): string {
  return digest('storage', connector, name, key, String(rank), value);
}

/** A connector's part of the table, as its source sees it. `use` opens the table, and throws as a state store does. */
export function storageOf(connector: string, use: <T>(work: (table: StorageTable) => T) => T): Storage {
  return {
    get: async (collection, keys) => use((table) => table.get(connector, collection, keys)),
    first: async (collection, limit) => use((table) => table.first(connector, collection, limit)),
    size: async (collection) => use((table) => table.size(connector, collection)),
  };
}
