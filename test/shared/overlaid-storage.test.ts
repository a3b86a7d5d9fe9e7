import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Collection, StorageChange } from '../../src/contract/index.ts';
import { memoryStorage } from '../../src/shared/memory-storage.ts';
import { overlaidStorage } from '../../src/shared/overlaid-storage.ts';

const collection: Collection = { name: 'things', most: Infinity };
const keys = ['a', 'b', 'c', 'd', 'e'];

const change: fc.Arbitrary<StorageChange> = fc.record({
  collection: fc.constant(collection),
  key: fc.constantFrom(...keys),
  entry: fc.option(fc.record({ rank: fc.integer({ min: -3, max: 3 }), value: fc.integer() }), { nil: undefined }),
});

test('changes on top look like changes that were saved', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change), fc.array(change), fc.nat(6), async (before, after, limit) => {
      const overlaid = overlaidStorage(memoryStorage(before));
      overlaid.apply(after);
      const saved = memoryStorage([...before, ...after]);
      expect(await overlaid.get(collection, keys)).toEqual(await saved.get(collection, keys));
      expect(await overlaid.first(collection, limit)).toEqual(await saved.first(collection, limit));
      expect(await overlaid.size(collection)).toBe(await saved.size(collection));
      const last = new Map([...before, ...after].map(({ key, entry }) => [key, entry]));
      expect(await saved.size(collection)).toBe([...last.values()].filter((entry) => entry !== undefined).length);
    }),
  );
});

test('what is saved is left as it is', async () => {
  const saved = memoryStorage([{ collection, key: 'a', entry: { rank: 1, value: 'one' } }]);
  const overlaid = overlaidStorage(saved);
  overlaid.apply([{ collection, key: 'a', entry: undefined }]);
  expect(await overlaid.size(collection)).toBe(0);
  expect(await saved.size(collection)).toBe(1);
});
