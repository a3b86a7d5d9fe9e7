import { chmodSync, linkSync, lstatSync, mkdirSync, readdirSync, renameSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStateReader } from '../../../src/host/state/sqlite-reader.ts';
import { openSqliteStateStore, type SqliteStateOptions } from '../../../src/host/state/sqlite-state-store.ts';
import { checkpoint } from './state-fixtures.ts';
import { stateStoreSuite } from './state-store-suite.ts';
import { stateTools, temporaryDirectory } from './state-tools.ts';

const never = new AbortController().signal;

stateStoreSuite('sqlite state store', async () => {
  const directory = temporaryDirectory();
  return {
    open: async (limits) =>
      openSqliteStateStore({ directory: directory.path, tools: stateTools(), ...(limits && { limits }) }, never),
    read: async () => openSqliteStateReader(directory.path),
    remove: async () => directory.remove(),
  };
});

describe('files of a sqlite state store', () => {
  let directory: ReturnType<typeof temporaryDirectory>;
  beforeEach(() => {
    directory = temporaryDirectory();
  });
  afterEach(() => directory.remove());

  async function open(options: Partial<SqliteStateOptions> = {}) {
    return openSqliteStateStore({ directory: directory.path, tools: stateTools(), ...options }, never);
  }

  test('nobody else can read them, the log and its index included', async () => {
    const before = process.umask(0);
    try {
      const store = await open();
      await store.commit('a', { checkpoint: checkpoint(1) });
      const modes = readdirSync(directory.path).map((name) => [
        name,
        statSync(join(directory.path, name)).mode & 0o777,
      ]);
      expect(modes.map(([name]) => name)).toEqual([
        'lock.db',
        'state.db',
        'state.db-shm',
        'state.db-wal',
        'store.json',
      ]);
      expect(modes.every(([, mode]) => mode === 0o600)).toBe(true);
      expect(statSync(directory.path).mode & 0o777).toBe(0o700);
      await store.close();
    } finally {
      process.umask(before);
    }
  });

  test('a directory open to others is refused, with the command that closes it', async () => {
    mkdirSync(directory.path, { mode: 0o755 });
    await expect(open()).rejects.toMatchObject({
      kind: 'state',
      code: 'DISK-702',
      message: expect.stringContaining('mode 0755'),
      remedy: expect.stringContaining(`chmod 700 ${directory.path}`),
    });
    chmodSync(directory.path, 0o700);
    await (await open()).close();
  });

  test.each(['state.db', 'store.json', 'lock.db'])('%s open to others is refused', async (name) => {
    await (await open()).close();
    chmodSync(join(directory.path, name), 0o640);
    const refusal = { code: 'DISK-702', remedy: expect.stringContaining(`chmod 600 ${join(directory.path, name)}`) };
    await expect(open()).rejects.toMatchObject(refusal);
    await expect(openSqliteStateReader(directory.path)).rejects.toMatchObject(refusal);
  });

  test('a directory that is a link is refused', async () => {
    mkdirSync(`${directory.path}-elsewhere`, { mode: 0o700 });
    symlinkSync(`${directory.path}-elsewhere`, directory.path);
    await expect(open()).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
    await expect(open({ directory: `${directory.path}/` })).rejects.toMatchObject({ code: 'DISK-702' });
  });

  test.each([
    { kind: 'a link', plant: symlinkSync },
    { kind: 'a second name', plant: linkSync },
  ])('a database that is $kind is refused', async ({ plant }) => {
    await (await open()).close();
    const database = join(directory.path, 'state.db');
    renameSync(database, `${directory.path}.db`);
    plant(`${directory.path}.db`, database);
    await expect(open()).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
  });

  test('a directory below a file cannot be used', async () => {
    await (await open()).close();
    const below = join(directory.path, 'store.json', 'state');
    await expect(open({ directory: below })).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
  });

  test('a second process is told who has the directory, unless it may wait', async () => {
    const store = await open();
    await expect(open()).rejects.toMatchObject({ kind: 'state', code: 'LEASE-703' });
    let standbys = 0;
    const second = open({ onStandby: () => void standbys++ });
    await store.commit('a', { checkpoint: checkpoint(1) });
    await store.close();
    const successor = await second;
    expect(standbys).toBe(1);
    expect((await successor.load('a'))?.checkpoint).toEqual(checkpoint(1));
    await successor.close();
  });

  test('a wait for the directory ends with the signal', async () => {
    const store = await open();
    const controller = new AbortController();
    const options = { directory: directory.path, tools: stateTools(), onStandby: () => controller.abort() };
    await expect(openSqliteStateStore(options, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
    await store.close();
  });

  test('looking at a directory that is not there makes nothing', async () => {
    const reader = await openSqliteStateReader(directory.path);
    expect(await reader.load('a')).toBeUndefined();
    expect(await reader.connectors()).toEqual([]);
    await reader.close();
    expect(lstatSync(directory.path, { throwIfNoEntry: false })).toBeUndefined();
  });
});
