import type { Collection, Storage, StorageChange } from '../contract/index.ts';
import { overlaidStorage, type OverlaidStorage } from '../shared/overlaid-storage.ts';

/** Number of the batch that was saved last. */
const lastSaved: Collection = { name: 'last-batch', most: 1 };
const key = 'number';

/** What the batches of one poll change, for as long as it is not saved. */
export interface UnsavedBatches {
  /** The storage as the next batch is to find it, for the changes of that one to be applied to. */
  storage(): Promise<OverlaidStorage>;
  /** What that batch has changed, with its number: to be saved with it. */
  add(changes: readonly StorageChange[]): readonly StorageChange[];
}

/**
 * A host may go on behind a batch that it has not saved, and does not say when it has. So each batch that changes the
 * storage leaves a number there: what is saved is read from there, with what side streams have made of it since.
 */
export async function unsavedBatches(saved: Storage): Promise<UnsavedBatches> {
  let number = await lastNumber(saved);
  const unsaved: { readonly number: number; readonly changes: readonly StorageChange[] }[] = [];
  let shown = overlaidStorage(saved);
  return {
    async storage() {
      const savedTo = await lastNumber(saved);
      const left = unsaved.findIndex((batch) => batch.number > savedTo);
      if (unsaved.splice(0, left < 0 ? unsaved.length : left).length > 0) {
        shown = overlaidStorage(saved);
        for (const { changes } of unsaved) shown.apply(changes);
      }
      return shown;
    },
    add(changes) {
      if (changes.length === 0) return changes;
      number += 1;
      unsaved.push({ number, changes });
      return [...changes, { collection: lastSaved, key, entry: { rank: 0, value: number } }];
    },
  };
}

async function lastNumber(storage: Storage): Promise<number> {
  return Number((await storage.get(lastSaved, [key])).get(key)?.value ?? 0);
}
