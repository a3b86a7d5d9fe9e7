import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { timelineLength } from '../../../src/host/state/operator-store.ts';
import type { StateStore } from '../../../src/host/state/state-store.ts';
import { checkpoint, deadLetter, note, savedConnector } from './state-fixtures.ts';
import type { StoreUnderTest } from './state-store-suite.ts';

/** What any state store must do with what operators leave behind. */
export function operatorStoreSuite(name: string, make: () => Promise<StoreUnderTest>): void {
  describe(`${name}: operators`, () => {
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

    async function reopen() {
      await store.close();
      store = await subject.open();
    }

    const save = async (...ids: readonly string[]) =>
      store.operators.saveConnectors(
        ids.map((id) => savedConnector(id)),
        new Map(),
      );

    test('nothing is there at first', async () => {
      const { operators } = store;
      expect(await operators.savedConnectors()).toEqual([]);
      expect(await operators.damagedConnectors()).toEqual([]);
      expect(await operators.pauses()).toEqual(new Map());
      expect(await operators.lastTest('a')).toBeUndefined();
      expect(await operators.timeline('a', { limit: 5 })).toEqual([]);
    });

    test('what people have been told is remembered until it is over, or the connector is gone', async () => {
      await store.operators.setTold('a', ['action', 'expiry']);
      await store.operators.setTold('b', ['action']);
      await store.operators.setTold('c', []);
      await reopen();
      expect(await store.operators.told()).toEqual(
        new Map([
          ['a', ['action', 'expiry']],
          ['b', ['action']],
        ]),
      );
      await store.operators.setTold('a', []);
      await store.operators.removeConnector('b');
      expect(await store.operators.told()).toEqual(new Map());
    });

    test('a saved connector is given back as it was, after the store was closed and opened again', async () => {
      expect(await save('b', 'a')).toBe(true);
      await reopen();
      expect(await store.operators.savedConnectors()).toEqual([savedConnector('a'), savedConnector('b')]);
      expect(await store.connectors()).toEqual([]);
    });

    test('an edit replaces the revision it knew', async () => {
      await save('a');
      const edited = savedConnector('a', { name: 'Renamed', revision: 2 });
      expect(await store.operators.saveConnectors([edited], new Map([['a', 1]]))).toBe(true);
      await reopen();
      expect(await store.operators.savedConnectors()).toEqual([edited]);
    });

    test.each([
      ['an edit of another revision', [savedConnector('a', { revision: 3 })], new Map([['a', 2]])],
      ['a new one where there is one', [savedConnector('a')], new Map()],
      ['an edit of one that is gone', [savedConnector('z', { revision: 2 })], new Map([['z', 1]])],
      ['a good one beside a wrong one', [savedConnector('b'), savedConnector('a')], new Map([['a', 7]])],
    ])('%s is not saved, nor what comes with it', async (_what, connectors, expected) => {
      await save('a');
      expect(await store.operators.saveConnectors(connectors, expected)).toBe(false);
      expect(await store.operators.savedConnectors()).toEqual([savedConnector('a')]);
    });

    test.each(['the-key-itself', '${env:A} the-key-itself', '', '-----BEGIN AGE ENCRYPTED FILE-----\nkey'])(
      'a secret that is %j is never stored',
      async (text) => {
        for (const kind of ['sealed', 'reference'] as const) {
          const connector = savedConnector('a', { secrets: { token: { kind, text, setMs: 1 } } });
          const refusal = await store.operators.saveConnectors([connector], new Map()).catch(String);
          expect(refusal).toContain('invalid_format');
          expect(refusal).not.toContain('the-key-itself');
        }
        expect(await store.operators.savedConnectors()).toEqual([]);
      },
    );

    test('a pause stays until it is lifted', async () => {
      await store.operators.setPause('a', { by: 'anna', atMs: 7 });
      await store.operators.setPause('b', { by: 'ben', atMs: 8 });
      await reopen();
      await store.operators.setPause('b', undefined);
      expect(await store.operators.pauses()).toEqual(new Map([['a', { by: 'anna', atMs: 7 }]]));
    });

    test('the last test of a connector replaces the one before', async () => {
      await store.operators.saveTest('a', '{"status":"failed"}');
      await store.operators.saveTest('a', '{"status":"ok"}');
      await reopen();
      expect(await store.operators.lastTest('a')).toBe('{"status":"ok"}');
      expect(await store.operators.lastTest('b')).toBeUndefined();
    });

    test('removing a connector takes all that is its own and nothing else; the same id begins anew', async () => {
      await save('a', 'b');
      for (const id of ['a', 'b']) {
        await store.commit(id, { checkpoint: checkpoint(1), deadLetters: [deadLetter(id)] });
        await store.operators.setPause(id, { by: 'anna', atMs: 1 });
        await store.operators.saveTest(id, '{}');
        await store.operators.note(note('made', { connector: id }));
      }
      await store.operators.removeConnector('a');
      await reopen();
      expect(await store.operators.savedConnectors()).toEqual([savedConnector('b')]);
      expect(await store.operators.damagedConnectors()).toEqual([]);
      expect([...(await store.operators.pauses()).keys()]).toEqual(['b']);
      expect(await store.operators.lastTest('a')).toBeUndefined();
      expect(await store.operators.lastTest('b')).toBe('{}');
      expect(await store.connectors()).toEqual(['b']);
      expect(await store.load('a')).toBeUndefined();
      expect((await store.deadLetters({ limit: 9 })).map(({ connector }) => connector)).toEqual(['b']);
      expect(await store.operators.timeline('a', { limit: 9 })).toHaveLength(1);
      expect(await save('a')).toBe(true);
      await store.commit('a', { checkpoint: checkpoint(2) });
      expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(2));
    });

    test('a timeline is newest first, by connector, in pages', async () => {
      for (const text of ['one', 'two', 'three']) await store.operators.note(note(text));
      await store.operators.note(note('other', { connector: 'b' }));
      await reopen();
      const [newest, ...others] = await store.operators.timeline('a', { limit: 2 });
      expect(newest).toEqual({ ...note('three'), id: expect.any(Number), lastMs: 1, count: 1 });
      expect(others).toMatchObject([{ text: 'two' }]);
      const older = await store.operators.timeline('a', { limit: 9, beforeId: others[0]?.id ?? 0 });
      expect(older).toMatchObject([{ text: 'one' }]);
    });

    test('equal notes in a row are counted as one; by another person, of another kind, or after another note, they are not', async () => {
      for (const atMs of [1, 2, 3]) await store.operators.note(note('same', { atMs }));
      await store.operators.note(note('same', { atMs: 4, actor: null }));
      await store.operators.note(note('same', { atMs: 5 }));
      await store.operators.note(note('same', { atMs: 6, kind: 'operation' }));
      expect(await store.operators.timeline('a', { limit: 9 })).toMatchObject([
        { atMs: 6, lastMs: 6, count: 1, kind: 'operation' },
        { atMs: 5, lastMs: 5, count: 1, actor: 'anna' },
        { atMs: 4, lastMs: 4, count: 1, actor: null },
        { atMs: 1, lastMs: 3, count: 3, actor: 'anna' },
      ]);
    });

    test('a timeline keeps the newest, and of a long text its beginning', async () => {
      await store.operators.note(note('of b', { connector: 'b' }));
      for (let n = 0; n <= timelineLength; n++) await store.operators.note(note(`${n} ${'x'.repeat(600)}`));
      const entries = await store.operators.timeline('a', { limit: 1000 });
      expect(entries).toHaveLength(timelineLength);
      expect(entries.at(-1)?.text.startsWith('1 x')).toBe(true);
      expect(entries[0]?.text).toHaveLength(500);
      expect(await store.operators.timeline('b', { limit: 9 })).toHaveLength(1);
    });

    test('a reader sees connectors and pauses as they are', async () => {
      await save('a');
      const reader = await subject.read();
      await store.operators.setPause('a', { by: 'anna', atMs: 7 });
      expect(await reader.savedConnectors()).toEqual([savedConnector('a')]);
      expect(await reader.damagedConnectors()).toEqual([]);
      expect(await reader.pauses()).toEqual(new Map([['a', { by: 'anna', atMs: 7 }]]));
      await reader.close();
    });
  });
}
