import type { Collection, SideBatch, Storage, StorageChange } from '../../contract/index.ts';
import { unmappedAttribute } from '../sources/to-record.ts';
import { alone, waiting } from './collections.ts';
import { givenUpCount, givenUpMore } from './given-up.ts';
import type { Part } from './parts.ts';

/** The batch of a part. It is the last of its round unless another one follows, so it says what is left to do. */
export async function batchOf({ records, gone, ...part }: Part, storage: Storage): Promise<SideBatch> {
  const left = (await sizeAfter(waiting, part.storage, storage)) + (await sizeAfter(alone, part.storage, storage));
  const unmapped = records.reduce((count, { attributes }) => count + (attributes[unmappedAttribute] ? 1 : 0), 0);
  return {
    records,
    more: left > 0,
    progress: {
      requests: part.requests,
      duplicates: part.duplicates,
      restricted: 0,
      unmapped,
      overlapShortened: 0,
      caughtUp: left === 0,
      gauges: { ...part.gauges, waiting: left, givenUp: gone + (await givenUpCount(storage)) },
    },
    storage: [...part.storage, ...(await givenUpMore('gone', gone, storage))],
  };
}

async function sizeAfter(collection: Collection, changes: readonly StorageChange[], storage: Storage): Promise<number> {
  const own = changes.filter((change) => change.collection.name === collection.name);
  const keys = own.map(({ key }) => key);
  const there = await storage.get(collection, keys);
  const added = own.filter(({ key, entry }) => entry && !there.has(key)).length;
  const removed = own.filter(({ key, entry }) => !entry && there.has(key)).length;
  return (await storage.size(collection)) + added - removed;
}
