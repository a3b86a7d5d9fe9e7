import type { Storage, StorageChange } from '../contract/index.ts';
import { overlaidStorage } from './overlaid-storage.ts';

/** A {@link Storage} that forgets with the process, with a way to change it. */
export function memoryStorage(changes: readonly StorageChange[] = []): Storage & {
  apply(changes: readonly StorageChange[]): void;
} {
  const storage = overlaidStorage(emptyStorage);
  storage.apply(changes);
  return storage;
}

/** Where nothing was ever saved. */
export const emptyStorage: Storage = {
  get: async () => new Map(),
  first: async () => [],
  size: async () => 0,
};
