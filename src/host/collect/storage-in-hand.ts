import type { Storage, StorageChange } from '../../contract/index.ts';
import { overlaidStorage } from '../../shared/overlaid-storage.ts';

/** The storage of a connector as its source sees it while a batch is in hand that a poll goes on behind. */
export interface StorageInHand extends Storage {
  /** Shows these changes on top of what is saved; none: what is saved. */
  readonly hold: (changes: readonly StorageChange[]) => void;
}

export function storageInHand(saved: Storage): StorageInHand {
  let shown = saved;
  return {
    hold(changes) {
      const overlaid = overlaidStorage(saved);
      overlaid.apply(changes);
      shown = changes.length > 0 ? overlaid : saved;
    },
    get: async (collection, keys) => shown.get(collection, keys),
    first: async (collection, limit) => shown.first(collection, limit),
    size: async (collection) => shown.size(collection),
  };
}
