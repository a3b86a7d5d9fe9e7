import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openSqliteStateReader } from '../../../src/host/state/sqlite-reader.ts';
import { openSqliteStateStore, type SqliteStateOptions } from '../../../src/host/state/sqlite-state-store.ts';
import { readStoreMarker, writeStoreMarker } from '../../../src/host/state/store-marker.ts';
import { checkpoint, deadLetter } from './state-fixtures.ts';
import { stateTools, temporaryDirectory } from './state-tools.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let database: string;
let marker: string;
beforeEach(() => {
  directory = temporaryDirectory();
  database = join(directory.path, 'state.db');
  marker = join(directory.path, 'store.json');
});
afterEach(() => directory.remove());

async function open(options: Partial<SqliteStateOptions> = {}) {
  const signal = new AbortController().signal;
  return openSqliteStateStore({ directory: directory.path, tools: stateTools(), ...options }, signal);
}

/** A store in which connector `a` has a checkpoint, closed. */
async function filled() {
  const store = await open();
  await store.commit('a', { checkpoint: checkpoint(1), deadLetters: [deadLetter('1')] });
  await store.close();
}

function alter(statement: string) {
  const opened = new DatabaseSync(database);
  opened.exec(statement);
  opened.close();
}

function change(assignments: string) {
  return `UPDATE connector SET ${assignments} WHERE id = 'a'`;
}

const damaged = { kind: 'state', code: 'CKPT-701', remedy: expect.stringMatching(/checkpoint reset|newer|Run the/) };

/** What a run and a look at the directory are told. */
async function refusals(): Promise<readonly unknown[]> {
  const attempts = [async () => open(), async () => openSqliteStateReader(directory.path)];
  const results = await Promise.allSettled(attempts.map(async (attempt) => attempt()));
  return results.map((result) => (result.status === 'rejected' ? result.reason : 'opened'));
}

function refused(message: RegExp) {
  const refusal = expect.objectContaining({ ...damaged, message: expect.stringMatching(message) });
  return [refusal, refusal];
}

describe('a store that had checkpoints is never taken for a first start', () => {
  beforeEach(filled);

  test('when its database is gone', async () => {
    rmSync(database);
    expect(await refusals()).toEqual(refused(/state\.db is missing/));
    expect(existsSync(database)).toBe(false);
  });

  test('when its database is gone, and its description too, but not its log', async () => {
    rmSync(database);
    rmSync(marker);
    writeFileSync(`${database}-wal`, 'x', { mode: 0o600 });
    expect(await refusals()).toEqual(refused(/is missing/));
  });

  test('when its database is empty, with or without a description', async () => {
    writeFileSync(database, '');
    expect(await refusals()).toEqual(refused(/is empty/));
    rmSync(marker);
    expect(await refusals()).toEqual(refused(/is empty/));
  });

  test('when its database is another program’s, or a file of another kind', async () => {
    alter('PRAGMA application_id = 1');
    expect(await refusals()).toEqual(refused(/no state database/));
    writeFileSync(database, 'x'.repeat(4096));
    expect(await refusals()).toEqual(refused(/is damaged/));
  });

  test('when its database is of a newer version, which is left as it is', async () => {
    alter('PRAGMA user_version = 4');
    const before = readFileSync(database);
    expect(await refusals()).toEqual(refused(/version 4, newer than this program knows \(3\)/));
    expect(readFileSync(database).equals(before)).toBe(true);
  });

  test('when its database is that of another directory', async () => {
    const own = directory;
    const other = temporaryDirectory();
    directory = other;
    await filled();
    directory = own;
    copyFileSync(join(other.path, 'state.db'), database);
    other.remove();
    expect(await refusals()).toEqual(refused(/belongs to another state directory/));
  });

  test.each([
    ['torn', (text: string) => text.slice(0, text.length / 2)],
    ['empty', () => ''],
    ['altered', (text: string) => text.replace('"a"', '"b"')],
    ['without an entry', (text: string) => text.replace('"a"', '')],
    ['of another kind', () => '[]'],
  ])('when its description is %s', async (_what, change) => {
    writeFileSync(marker, change(readFileSync(marker, 'utf8')));
    expect(await refusals()).toEqual(refused(/store\.json is damaged/));
  });

  test('when its description is of a newer version', async () => {
    writeFileSync(marker, '{"version": 2, "shards": []}');
    expect(await refusals()).toEqual(refused(/store\.json is of version 2, newer/));
  });

  const other = (column: string) => `${column} = (SELECT ${column} FROM connector WHERE id = 'other')`;
  test.each([
    ['gone', `DELETE FROM connector WHERE id = 'a'`, /is missing/],
    ['without a checkpoint', change('checkpoint = NULL, checkpoint_digest = NULL'), /is missing/],
    ['altered', change(`checkpoint = replace(checkpoint, '1', '2')`), /checksum is wrong/],
    ['another’s', change(`${other('checkpoint')}, ${other('checkpoint_digest')}`), /checksum is wrong/],
    ['altered in its counters', change(`details = replace(details, '0', '9')`), /checksum of its row/],
  ])('when its row is %s; the others go on', async (_what, statement, message) => {
    const before = await open();
    await before.commit('other', { checkpoint: checkpoint(5) });
    await before.close();
    alter(statement);
    const store = await open();
    await expect(store.load('a')).rejects.toMatchObject({ ...damaged, message: expect.stringMatching(message) });
    const reader = await openSqliteStateReader(directory.path);
    await expect(reader.load('a')).rejects.toMatchObject(damaged);
    expect(await reader.connectors()).toContain('a');
    await reader.close();
    expect((await store.load('other'))?.checkpoint).toEqual(checkpoint(5));
    await store.reset('a', checkpoint(9));
    expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(9));
    await store.close();
  });

  test('and an altered dead letter is not sent', async () => {
    alter(`UPDATE dead_letter SET content = replace(content, '400', '500')`);
    const store = await open();
    expect(await store.deadLetters({ limit: 1 })).toMatchObject([{ id: 1, damaged: true, records: [] }]);
    expect(await store.discardDeadLetters([1])).toBe(1);
    await store.close();
  });
});

describe('a crash between two steps', () => {
  test('of making a store is a first start', async () => {
    mkdirSync(directory.path, { mode: 0o700 });
    writeFileSync(`${database}.new`, 'half', { mode: 0o600 });
    writeFileSync(`${database}.new-wal`, 'half', { mode: 0o600 });
    writeFileSync(`${marker}.new`, 'half', { mode: 0o600 });
    const store = await open();
    expect(await store.load('a')).toBeUndefined();
    await store.commit('a', { checkpoint: checkpoint(1) });
    await store.close();
    expect(readdirSync(directory.path)).toEqual(['lock.db', 'state.db', 'store.json']);
  });

  test('of making a store, before its description, goes on with it', async () => {
    await (await open()).close();
    rmSync(marker);
    const tools = stateTools();
    const store = await open({ tools });
    expect(await store.load('a')).toBeUndefined();
    expect(tools.warnings).toEqual([]);
    await store.close();
    expect(readStoreMarker(marker)).toMatchObject({ connectors: [] });
  });

  test('of a first commit, before the description lists it, keeps the checkpoint', async () => {
    await (await open()).close();
    copyFileSync(marker, `${directory.path}.json`);
    await filled();
    renameSync(`${directory.path}.json`, marker);
    const store = await open();
    expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(1));
    await store.close();
    expect(readStoreMarker(marker)?.connectors).toEqual(['a']);
  });

  test('of a reset, before the row, leaves the old checkpoint', async () => {
    await filled();
    const described = readStoreMarker(marker);
    writeStoreMarker(marker, { store: described?.store ?? '', connectors: [] });
    const store = await open();
    expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(1));
    await store.close();
  });

  test('of a process leaves a log, which is folded into the database at once', async () => {
    const log = `${database}-wal`;
    const store = await open();
    for (let position = 1; position < 20; position++) await store.commit('a', { checkpoint: checkpoint(position) });
    const left = [database, log, marker].map((path) => [path, readFileSync(path)] as const);
    await store.close();
    for (const [path, bytes] of left) writeFileSync(path, bytes, { mode: 0o600 });
    const before = statSync(log).size;
    const successor = await open();
    expect(statSync(log).size).toBeLessThan(before / 4);
    expect((await successor.load('a'))?.checkpoint).toEqual(checkpoint(19));
    await successor.close();
  });

  test('a description that was removed is rebuilt, and said to be', async () => {
    await filled();
    rmSync(marker);
    const tools = stateTools();
    const store = await open({ tools });
    expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(1));
    expect(tools.warnings).toEqual(['state: store.json was missing, rebuilt from the database']);
    await store.close();
    expect(readStoreMarker(marker)?.connectors).toEqual(['a']);
  });
});

describe('while it is open', () => {
  test.each([
    ['removed', () => rmSync(database)],
    ['replaced by an older copy', () => (rmSync(`${database}-wal`), renameSync(`${directory.path}.copy`, database))],
    ['removed with all that belongs to it', () => ['', '-wal', '-shm'].forEach((end) => rmSync(database + end))],
  ])('a database that is %s is noticed before anything more is saved', async (_what, change) => {
    await filled();
    copyFileSync(database, `${directory.path}.copy`);
    const store = await open();
    await store.commit('a', { checkpoint: checkpoint(2) });
    change();
    await expect(store.commit('a', { checkpoint: checkpoint(3) })).rejects.toMatchObject(damaged);
    await expect(store.load('a')).rejects.toMatchObject(damaged);
    await store.close();
  });

  test('everything removed at once does not become a first start', async () => {
    const store = await open();
    await store.commit('a', { checkpoint: checkpoint(2) });
    for (const name of readdirSync(directory.path)) rmSync(join(directory.path, name));
    await expect(store.load('a')).rejects.toMatchObject(damaged);
    await expect(store.load('a')).rejects.toMatchObject(damaged);
    expect(existsSync(database)).toBe(false);
    await store.close();
  });

  test('a store that another process took over stays shut for this one', async () => {
    const store = await open();
    await store.commit('a', { checkpoint: checkpoint(1) });
    // The lock file removed by hand: the one way two processes can both believe they own the directory.
    rmSync(join(directory.path, 'lock.db'));
    const successor = await open();
    await successor.commit('a', { checkpoint: checkpoint(2) });
    expect(store.takenOver.aborted).toBe(false);
    await expect(store.commit('a', { checkpoint: checkpoint(1) })).rejects.toMatchObject({ code: 'LEASE-703' });
    expect(store.takenOver.reason).toMatchObject({ code: 'LEASE-703' });
    await expect(store.load('a')).rejects.toMatchObject({ code: 'LEASE-703' });
    await store.close();
    expect((await successor.load('a'))?.checkpoint).toEqual(checkpoint(2));
    await successor.commit('a', { checkpoint: checkpoint(3) });
    await successor.close();
  });
});

describe('an operator who gives a damaged store up', () => {
  const replaceDamaged = { connectors: ['a', 'b'] };

  async function loadError(id: string): Promise<unknown> {
    const store = await open();
    const result = await store.load(id).catch((error: unknown) => error);
    await store.close();
    return result;
  }

  test('keeps it under another name, and every checkpoint is missing until it is set', async () => {
    await filled();
    const broken = readFileSync(database).fill(0xff, 4096);
    writeFileSync(database, broken);
    const store = await open({ replaceDamaged });
    await store.reset('a', undefined);
    expect(await store.load('a')).toMatchObject({ checkpoint: undefined });
    await store.close();
    const aside = readdirSync(directory.path).find((name) => name.startsWith('state.damaged-2026-01-02'));
    expect(readFileSync(join(directory.path, aside ?? '')).equals(broken)).toBe(true);
  });

  test('does not make a first start of the connectors that were not reset', async () => {
    await filled();
    writeFileSync(database, '');
    await (await open({ replaceDamaged })).close();
    expect(await loadError('a')).toMatchObject(damaged);
  });

  test('with the description lost as well, has to decide on all that is configured', async () => {
    await filled();
    writeFileSync(database, '');
    writeFileSync(marker, '');
    await (await open({ replaceDamaged })).close();
    expect(await loadError('a')).toMatchObject(damaged);
    expect(await loadError('b')).toMatchObject(damaged);
  });

  test('loses nothing where only the description was damaged', async () => {
    await filled();
    writeFileSync(marker, '');
    const store = await open({ replaceDamaged });
    expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(1));
    expect(await store.load('b')).toBeUndefined();
    await store.close();
  });

  test('changes nothing where nothing is damaged', async () => {
    await filled();
    const store = await open({ replaceDamaged });
    expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(1));
    await store.close();
  });
});
