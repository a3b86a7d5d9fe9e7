import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Collection, StorageChange } from '../../../src/contract/index.ts';
import type { StateStore } from '../../../src/host/state/state-store.ts';
import { checkpoint, deadLetter } from './state-fixtures.ts';
import type { StoreUnderTest } from './state-store-suite.ts';

const seen: Collection = { name: 'seen', most: 3 };
const other: Collection = { name: 'other', most: 3 };

function put(key: string, rank: number, collection = seen): StorageChange {
  return { collection, key, entry: { rank, value: { key, list: [rank, null, 'ä'] } } };
}

const forget = (key: string): StorageChange => ({ collection: seen, key, entry: undefined });

/** What any state store must do with what sources keep beside their checkpoints. */
export function storageSuite(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name}: storage`, () => {
    let subject: StoreUnderTest;
    let store: StateStore;

    beforeEach(async () => {
      subject = await make();
      store = await subject.open();
    });
    afterEach(async () => {
      await store.close();
      await subject.remove();
    });

    const commit = async (...storage: StorageChange[]) => store.commit('a', { checkpoint: checkpoint(1), storage });
    const keys = async (collection = seen, id = 'a') =>
      (await store.storage(id).first(collection, 9)).map(({ key }) => key);

    test('where nothing was kept there is nothing', async () => {
      expect(await store.storage('a').get(seen, ['x'])).toEqual(new Map());
      expect(await keys()).toEqual([]);
      expect(await store.storage('a').size(seen)).toBe(0);
    });

    test('what a commit puts is there by key and by rank, also after a restart', async () => {
      await commit(put('x', 2), put('y', -1.5), put('z', 1e15));
      await store.close();
      store = await subject.open();
      expect(await keys()).toEqual(['y', 'x', 'z']);
      const found = await store.storage('a').get(seen, ['x', 'nothing']);
      expect([...found]).toEqual([['x', { key: 'x', rank: 2, value: { key: 'x', list: [2, null, 'ä'] } }]]);
    });

    test('equal ranks are ordered by key, and no more are given than asked for', async () => {
      await commit(put('b', 1), put('a', 1), put('c', 1));
      expect((await store.storage('a').first(seen, 2)).map(({ key }) => key)).toEqual(['a', 'b']);
    });

    test('a later change of a key replaces the entry, and can forget it', async () => {
      await commit(put('x', 1), put('y', 2));
      await commit(put('x', 3), forget('y'), forget('nothing'));
      expect(await store.storage('a').first(seen, 9)).toEqual([{ key: 'x', rank: 3, value: expect.anything() }]);
      expect(await store.storage('a').size(seen)).toBe(1);
    });

    test('beyond its bound a collection forgets what ranks last, and no other one does', async () => {
      await commit(put('a', 1), put('b', 2), put('c', 3), put('o', 9, other));
      await commit(put('d', 0), put('e', 2.5));
      expect(await keys()).toEqual(['d', 'a', 'b']);
      expect(await keys(other)).toEqual(['o']);
    });

    test('the bound holds however the entries come: one by one, again, many at once, after a restart', async () => {
      for (let round = 0; round < 3; round += 1) {
        for (const [index, key] of ['a', 'b', 'a', 'c', 'd', 'e', 'a'].entries()) {
          await commit(put(`${key}${round}`, 100 + round * 10 + index), ...(index === 3 ? [forget('a0')] : []));
          expect(await store.storage('a').size(seen)).toBeLessThanOrEqual(seen.most);
        }
        await commit(put('x', 1), put('y', 2), put('z', 3), put('w', 4), put('v', 5));
        expect(await keys()).toEqual(['x', 'y', 'z']);
        await store.close();
        store = await subject.open();
      }
    });

    test.for(['half a character \ud800', 'a line\n\u0000 of its own', '\ufeff \u202e'])(
      'takes any text as a key: %j',
      async (key) => {
        await commit(put(key, 1));
        expect((await store.storage('a').get(seen, [key])).get(key)?.rank).toBe(1);
        expect(await store.storage('a').first(seen, 9)).toHaveLength(1);
      },
    );

    test('a connector sees its own', async () => {
      await commit(put('x', 1));
      await store.commit('b', { checkpoint: checkpoint(1), storage: [put('x', 7)] });
      expect((await store.storage('a').get(seen, ['x'])).get('x')?.rank).toBe(1);
      expect((await store.storage('b').get(seen, ['x'])).get('x')?.rank).toBe(7);
    });

    test('a commit without a checkpoint leaves the checkpoint as it is', async () => {
      await commit(put('x', 1));
      await store.commit('a', { checkpoint: undefined, storage: [put('y', 2)], add: { accepted: 2 } });
      expect(await store.load('a')).toMatchObject({ checkpoint: checkpoint(1), counters: { accepted: 2 } });
      expect(await keys()).toEqual(['x', 'y']);
      await store.close();
      store = await subject.open();
      expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(1));
    });

    test('a commit that is refused changes nothing of it', async () => {
      await store.close();
      store = await subject.open({ records: 0, bytes: 1e9 });
      const refused = { checkpoint: checkpoint(2), storage: [put('x', 1)], deadLetters: [deadLetter('1')] };
      await expect(store.commit('a', refused)).rejects.toMatchObject({ kind: 'refused' });
      expect(await keys()).toEqual([]);
    });

    test('gauges are replaced one by one', async () => {
      await store.commit('a', { checkpoint: checkpoint(1), gauges: { waiting: 4, drift: 1 } });
      const details = await store.commit('a', { checkpoint: checkpoint(2), gauges: { waiting: 2 } });
      expect(details.gauges).toEqual({ waiting: 2, drift: 1 });
    });

    test('a checkpoint that is moved leaves it; a first start begins without', async () => {
      await store.commit('a', { checkpoint: checkpoint(1), storage: [put('x', 1)], gauges: { waiting: 1 } });
      await store.reset('a', checkpoint(5));
      expect(await keys()).toEqual(['x']);
      await store.reset('a', undefined);
      expect(await keys()).toEqual([]);
      expect((await store.load('a'))?.gauges).toEqual({});
    });

    test('a connector that is removed takes it along', async () => {
      await commit(put('x', 1));
      await store.operators.removeConnector('a');
      expect(await keys()).toEqual([]);
    });

    test('whoever only looks sees it', async () => {
      await commit(put('x', 1));
      const reader = await subject.read();
      expect(await reader.storage('a').size(seen)).toBe(1);
      expect((await reader.storage('a').first(seen, 1))[0]?.key).toBe('x');
      await reader.close();
    });
  });
}
