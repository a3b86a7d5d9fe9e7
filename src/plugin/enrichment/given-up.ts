import type { Storage, StorageChange } from '../../contract/index.ts';
import { numberOf } from '../sources/vendor-values.ts';
import { givenUp, type GivenUp } from './collections.ts';

/* Two keys, for the polls and the work aside write at the same time: each counts its own. */
const reasons: readonly GivenUp[] = ['forgotten', 'gone'];

/** How many revisions were given up since the beginning. */
export async function givenUpCount(storage: Storage): Promise<number> {
  const counts = await storage.get(givenUp, reasons);
  return [...counts.values()].reduce((sum, { value }) => sum + (numberOf(value) ?? 0), 0);
}

/** Counts `more` of them. */
export async function givenUpMore(reason: GivenUp, more: number, storage: Storage): Promise<readonly StorageChange[]> {
  if (more === 0) return [];
  const before = numberOf((await storage.get(givenUp, [reason])).get(reason)?.value) ?? 0;
  return [{ collection: givenUp, key: reason, entry: { rank: 0, value: before + more } }];
}
