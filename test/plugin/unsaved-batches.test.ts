import { expect, test } from 'vitest';
import type { Collection, StorageChange } from '../../src/contract/index.ts';
import { unsavedBatches } from '../../src/plugin/unsaved-batches.ts';
import { memoryStorage } from '../../src/shared/memory-storage.ts';

const things: Collection = { name: 'things', most: 9 };
const put = (key: string): StorageChange => ({ collection: things, key, entry: { rank: 1, value: key } });
const forget = (key: string): StorageChange => ({ collection: things, key, entry: undefined });

test('what is not saved yet is shown, and what is saved as it has become since', async () => {
  const saved = memoryStorage();
  const batches = await unsavedBatches(saved);
  const keys = async () => (await (await batches.storage()).first(things, 9)).map(({ key }) => key);
  const made = async (...changes: StorageChange[]) => {
    (await batches.storage()).apply(changes);
    return batches.add(changes);
  };
  const first = await made(put('a'), put('b'));
  const second = await made(put('c'));
  expect(await keys()).toEqual(['a', 'b', 'c']);
  saved.apply(first);
  saved.apply([forget('a')]);
  expect(await keys()).toEqual(['b', 'c']);
  saved.apply(second);
  saved.apply([forget('c')]);
  expect(await keys()).toEqual(['b']);
});

test('the next poll does not take a batch for saved because of those before', async () => {
  const saved = memoryStorage();
  saved.apply((await unsavedBatches(saved)).add([put('a')]));
  const batches = await unsavedBatches(saved);
  (await batches.storage()).apply([put('b')]);
  batches.add([put('b')]);
  expect(await (await batches.storage()).size(things)).toBe(2);
});
