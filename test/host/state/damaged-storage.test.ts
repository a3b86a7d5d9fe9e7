import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Collection, StorageChange } from '../../../src/contract/index.ts';
import { openSqliteStateStore } from '../../../src/host/state/sqlite-state-store.ts';
import type { StateStore } from '../../../src/host/state/state-store.ts';
import { checkpoint } from './state-fixtures.ts';
import { stateTools, temporaryDirectory } from './state-tools.ts';

const things: Collection = { name: 'things', most: 9 };
const put = (key: string, rank: number): StorageChange => ({ collection: things, key, entry: { rank, value: key } });

let directory: ReturnType<typeof temporaryDirectory>;
let store: StateStore;
beforeEach(async () => {
  directory = temporaryDirectory();
  store = await open();
  for (const id of ['a', 'b'])
    await store.commit(id, { checkpoint: checkpoint(1), storage: [put('x', 1), put('y', 2)] });
});
afterEach(async () => {
  await store.close();
  directory.remove();
});

const open = async () =>
  openSqliteStateStore({ directory: directory.path, tools: stateTools() }, new AbortController().signal);

async function alter(change: string) {
  await store.close();
  const database = new DatabaseSync(join(directory.path, 'state.db'));
  expect(database.prepare(`UPDATE storage SET ${change} WHERE connector = 'a' AND key = 'x'`).run().changes).toBe(1);
  database.close();
  store = await open();
}

test.each([
  ['a value', `value = '"z"'`],
  ['a rank', 'rank = 1.5'],
])('an entry with %s that nobody saved is not believed', async (_what, change) => {
  await alter(change);
  await expect(store.storage('a').first(things, 9)).rejects.toMatchObject({ kind: 'state', code: 'CKPT-701' });
  expect(await store.storage('b').first(things, 9)).toHaveLength(2);
});

test('nor is one of another connector', async () => {
  await alter(`connector = 'c'`);
  await expect(store.storage('c').first(things, 9)).rejects.toMatchObject({ code: 'CKPT-701' });
});

test('what its remedy says helps: forgotten as a whole, then on from a time', async () => {
  await alter(`value = '"z"'`);
  const get = async () => store.storage('a').get(things, ['x']);
  await expect(get()).rejects.toMatchObject({ remedy: expect.stringContaining('checkpoint reset --connector a') });
  await expect(get()).rejects.toMatchObject({ remedy: expect.stringContaining('`checkpoint set` after that') });
  await store.reset('a', checkpoint(5));
  await expect(get()).rejects.toMatchObject({ code: 'CKPT-701' });
  await store.reset('a', undefined);
  await store.reset('a', checkpoint(5));
  expect(await get()).toEqual(new Map());
  expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(5));
});
