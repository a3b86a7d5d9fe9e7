import type { Storage, StorageChange, StorageEntry } from '../contract/index.ts';

/** A {@link Storage} as it will be once certain changes have been saved. */
export interface OverlaidStorage extends Storage {
  apply(changes: readonly StorageChange[]): void;
}

/** Shows `saved` with changes on top that are not saved yet. The bound of a collection is the saved one's business. */
export function overlaidStorage(saved: Storage): OverlaidStorage {
  const changed = new Map<string, Map<string, StorageEntry | undefined>>();
  const of = (name: string): ReadonlyMap<string, StorageEntry | undefined> => changed.get(name) ?? new Map();
  return {
    apply(changes) {
      for (const { collection, key, entry } of changes) {
        const entries = changed.get(collection.name) ?? new Map<string, StorageEntry | undefined>();
        entries.set(key, entry && { ...entry, key });
        changed.set(collection.name, entries);
      }
    },
    async get(collection, keys) {
      const mine = of(collection.name);
      const found = new Map(
        await saved.get(
          collection,
          keys.filter((key) => !mine.has(key)),
        ),
      );
      for (const key of keys) {
        const entry = mine.get(key);
        if (entry) found.set(key, entry);
      }
      return found;
    },
    async first(collection, limit) {
      const mine = of(collection.name);
      const theirs = await saved.first(collection, limit + mine.size);
      const entries = [...theirs.filter(({ key }) => !mine.has(key)), ...[...mine.values()].filter(isEntry)];
      return entries.toSorted(byRank).slice(0, limit);
    },
    async size(collection) {
      const mine = of(collection.name);
      const known = (await saved.get(collection, [...mine.keys()])).size;
      return (await saved.size(collection)) - known + [...mine.values()].filter(isEntry).length;
    },
  };
}

function isEntry(entry: StorageEntry | undefined): entry is StorageEntry {
  return entry !== undefined;
}

function byRank(a: StorageEntry, b: StorageEntry): number {
  return a.rank - b.rank || (a.key < b.key ? -1 : 1);
}
