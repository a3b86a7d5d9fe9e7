import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqliteStateReader } from '../../../src/host/state/sqlite-reader.ts';
import { openSqliteStateStore } from '../../../src/host/state/sqlite-state-store.ts';
import { checkpoint, deadLetter, savedConnector } from './state-fixtures.ts';
import { stateTools, temporaryDirectory } from './state-tools.ts';

/** A store of version 1, written by the last program that knew no other; connector `a` with a dead letter. */
const fixture = join(import.meta.dirname, '../../fixtures/state/version-1');

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
  mkdirSync(directory.path, { mode: 0o700 });
  for (const name of ['state.db', 'store.json']) {
    writeFileSync(join(directory.path, name), readFileSync(join(fixture, name)), { mode: 0o600 });
  }
});
afterEach(() => directory.remove());

test('a store of version 1 can be looked at, and is left as it is', async () => {
  const before = readFileSync(join(directory.path, 'state.db'));
  const reader = await openSqliteStateReader(directory.path);
  expect((await reader.load('a'))?.checkpoint).toEqual(checkpoint(7));
  expect(await reader.savedConnectors()).toEqual([]);
  expect(await reader.damagedConnectors()).toEqual([]);
  expect(await reader.pauses()).toEqual(new Map());
  await reader.close();
  expect(readFileSync(join(directory.path, 'state.db')).equals(before)).toBe(true);
});

test('a store of version 1 goes on as one of version 2 with all it held', async () => {
  const options = { directory: directory.path, tools: stateTools() };
  const store = await openSqliteStateStore(options, new AbortController().signal);
  expect(await store.load('a')).toMatchObject({
    checkpoint: checkpoint(7),
    status: 'Active',
    counters: { accepted: 3 },
  });
  expect(await store.deadLetters({ limit: 9 })).toEqual([{ ...deadLetter('1'), id: 1, connector: 'a' }]);
  expect(await store.savedConnectors()).toEqual([]);
  await store.operators.saveConnectors([savedConnector('b')], new Map());
  await store.close();
  const reader = await openSqliteStateReader(directory.path);
  expect((await reader.load('a'))?.checkpoint).toEqual(checkpoint(7));
  expect(await reader.savedConnectors()).toEqual([savedConnector('b')]);
  await reader.close();
});
