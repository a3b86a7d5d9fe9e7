import { copyFileSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isConnectorError } from '../../../src/contract/index.ts';
import { openSqliteStateReader } from '../../../src/host/state/sqlite-reader.ts';
import { openSqliteStateStore } from '../../../src/host/state/sqlite-state-store.ts';
import type { StateReader } from '../../../src/host/state/state-store.ts';
import { flipped } from './flipped.ts';
import { checkpoint, note, savedConnector } from './state-fixtures.ts';
import { stateTools, temporaryDirectory } from './state-tools.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let database: string;
beforeEach(async () => {
  directory = temporaryDirectory();
  database = join(directory.path, 'state.db');
  const store = await open();
  const connectors = ['a', 'b'].map((id) => savedConnector(id));
  await store.operators.saveConnectors(connectors, new Map());
  await store.operators.setPause('a', { by: 'anna', atMs: 7 });
  await store.operators.saveTest('a', '{"status":"failed"}');
  await store.operators.note(note('edited'));
  await store.close();
});
afterEach(() => directory.remove());

const open = async () =>
  openSqliteStateStore({ directory: directory.path, tools: stateTools() }, new AbortController().signal);

function alter(statement: string) {
  const opened = new DatabaseSync(database);
  opened.exec(statement);
  opened.close();
}

/** What became of the connectors and the pause of a damaged store: `told` when nothing of it is silent. */
async function verdict(look: () => Promise<StateReader>): Promise<string> {
  try {
    await using stack = new AsyncDisposableStack();
    const store = stack.adopt(await look(), async (opened) => opened.close());
    const saved = await store.savedConnectors();
    const all = [...saved.map(({ id }) => id), ...(await store.damagedConnectors())];
    const lost = ['a', 'b'].find((id) => !all.includes(id));
    if (lost) return `connector ${lost} is lost in silence`;
    const wrong = saved.find((connector) => !isDeepStrictEqual(connector, savedConnector(connector.id)));
    if (wrong) return `connector ${wrong.id} is one that nobody saved`;
    return (await store.pauses()).has('a') ? 'told' : 'the pause is lost in silence';
  } catch (error) {
    return isConnectorError(error) && error.code === 'CKPT-701' ? 'told' : `unclassified: ${String(error)}`;
  }
}

test('flipped bits lose no connector and no pause in silence', async () => {
  const whole = readFileSync(database);
  const wrong: string[] = [];
  for (let seed = 0; seed < 600; seed++) {
    for (const end of ['-wal', '-shm']) rmSync(database + end, { force: true });
    writeFileSync(database, flipped(whole, seed));
    for (const look of [async () => openSqliteStateReader(directory.path), open]) {
      const found = await verdict(look);
      if (found !== 'told') wrong.push(`seed ${seed}: ${found}`);
    }
  }
  expect(wrong).toEqual([]);
}, 60_000);

describe('a saved connector', () => {
  const altered = `UPDATE saved_connector SET content = replace(content, 'one.example', 'two.example') WHERE id = 'a'`;
  const copied = `UPDATE saved_connector SET (content, digest) = (SELECT content, digest FROM saved_connector WHERE id = 'b') WHERE id = 'a'`;
  test.each([
    ['altered', altered],
    ['lost', `DELETE FROM saved_connector WHERE id = 'a'`],
    ['replaced by another', copied],
    ['renamed', `UPDATE saved_connector SET id = 'z' WHERE id = 'a'`],
  ])(
    'that was %s is named, whoever looks; the others go on, and it can be removed and made again',
    async (_what, how) => {
      alter(how);
      const reader = await openSqliteStateReader(directory.path);
      expect(await reader.damagedConnectors()).toContain('a');
      expect(await reader.savedConnectors()).toEqual([savedConnector('b')]);
      await reader.close();
      const store = await open();
      expect(await store.operators.damagedConnectors()).toContain('a');
      const again = savedConnector('a');
      expect(await store.operators.saveConnectors([again], new Map())).toBe(false);
      for (const id of await store.operators.damagedConnectors()) await store.operators.removeConnector(id);
      expect(await store.operators.damagedConnectors()).toEqual([]);
      expect(await store.operators.saveConnectors([again], new Map())).toBe(true);
      expect(await store.operators.savedConnectors()).toEqual([again, savedConnector('b')]);
      await store.close();
    },
  );

  test('that went back to an older revision is named', async () => {
    alter('CREATE TABLE kept AS SELECT * FROM saved_connector');
    const store = await open();
    await store.operators.saveConnectors([savedConnector('a', { revision: 2 })], new Map([['a', 1]]));
    await store.close();
    alter('DELETE FROM saved_connector; INSERT INTO saved_connector SELECT * FROM kept; DROP TABLE kept');
    const after = await open();
    expect(await after.operators.damagedConnectors()).toEqual(['a']);
    expect(await after.operators.savedConnectors()).toEqual([savedConnector('b')]);
    await after.close();
  });

  test('is believed where only the list of them is lost, and is in the next one', async () => {
    alter(`DELETE FROM meta WHERE key = 'saved_connectors'`);
    const store = await open();
    expect(await store.operators.savedConnectors()).toHaveLength(2);
    await store.operators.saveConnectors([savedConnector('c')], new Map());
    await store.close();
    alter(`DELETE FROM saved_connector WHERE id = 'a'`);
    const after = await open();
    expect(await after.operators.damagedConnectors()).toEqual(['a']);
    await after.close();
  });
});

test.each([
  ['altered', `UPDATE pause SET content = replace(content, 'anna', 'hugo')`],
  ['lost', 'DELETE FROM pause'],
])('a pause that was %s still is one, and can be lifted', async (_what, how) => {
  alter(how);
  const store = await open();
  expect(await store.operators.pauses()).toEqual(new Map([['a', { by: 'unknown', atMs: 0 }]]));
  await store.operators.setPause('a', undefined);
  expect(await store.operators.pauses()).toEqual(new Map());
  await store.close();
});

test('an altered test is none, and an altered entry of the timeline says so', async () => {
  alter(`UPDATE connection_test SET content = replace(content, 'failed', 'ok')`);
  alter(`UPDATE timeline SET content = replace(content, 'edited', 'nothing')`);
  const store = await open();
  expect(await store.operators.lastTest('a')).toBeUndefined();
  expect(await store.operators.timeline('a', { limit: 9 })).toMatchObject([
    { text: expect.stringContaining('damaged') },
  ]);
  await store.operators.note(note('next'));
  expect(await store.operators.timeline('a', { limit: 9 })).toMatchObject([{ text: 'next' }, { atMs: 0 }]);
  await store.close();
});

test('what was removed is not missed when the store has to open its database anew', async () => {
  const store = await open();
  await store.commit('a', { checkpoint: checkpoint(1) });
  await store.operators.removeConnector('a');
  const unsealed = { token: { kind: 'sealed', text: 'in the clear', setMs: 1 } } as const;
  const broken = store.operators.saveConnectors([savedConnector('c', { secrets: unsealed })], new Map());
  await expect(broken).rejects.toThrow(/invalid_format/);
  expect(await store.load('a')).toBeUndefined();
  expect(await store.savedConnectors()).toEqual([savedConnector('b')]);
  await store.close();
});

test.each<[what: string, change: (store: Awaited<ReturnType<typeof open>>) => Promise<unknown>]>([
  ['connectors', async ({ operators }) => operators.saveConnectors([savedConnector('c')], new Map())],
  ['pauses', async ({ operators }) => operators.setPause('b', { by: 'ben', atMs: 8 })],
  ['connectors it was told to remove', async ({ operators }) => operators.removeConnector('b')],
])('a database that goes back while it is open does not bring older %s back', async (_what, change) => {
  copyFileSync(database, `${directory.path}.copy`);
  const store = await open();
  await change(store);
  // Gone back, log and all, under a session that believes its own file is in place.
  for (const end of ['-wal', '-shm']) rmSync(database + end);
  renameSync(`${directory.path}.copy`, database);
  await expect(store.pauses()).rejects.toMatchObject({ code: 'CKPT-701' });
  await expect(store.pauses()).rejects.toMatchObject({
    code: 'CKPT-701',
    message: expect.stringContaining('not the one saved last'),
  });
  await store.close();
});
