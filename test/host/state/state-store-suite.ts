import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { maxCheckpointBytes } from '../../../src/contract/index.ts';
import type { DeadLetterLimits } from '../../../src/host/state/dead-letter.ts';
import type { StateReader, StateStore } from '../../../src/host/state/state-store.ts';
import { operatorStoreSuite } from './operator-store-suite.ts';
import { storageSuite } from './storage-suite.ts';
import { checkpoint, deadLetter } from './state-fixtures.ts';

/** One store under test. `open` opens it again after the one before was closed; `read` may be called at any time. */
export interface StoreUnderTest {
  open(limits?: DeadLetterLimits): Promise<StateStore>;
  read(): Promise<StateReader>;
  remove(): Promise<void>;
}

/** What any state store must do, whatever it is made of. */
export function stateStoreSuite(name: string, make: () => Promise<StoreUnderTest>): void {
  operatorStoreSuite(name, make);
  storageSuite(name, make);
  describe(`${name}`, () => {
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

    async function reopen(limits?: DeadLetterLimits) {
      await store.close();
      store = await subject.open(limits);
    }

    test('a connector that was never started has no state', async () => {
      expect(await store.load('a')).toBeUndefined();
      expect(await store.connectors()).toEqual([]);
    });

    test('a commit is there after the store was closed and opened again', async () => {
      const lastError = { kind: 'throttled', code: 'API-429', message: 'slow down', atMs: 5 } as const;
      const times = { pollMs: 1, successMs: 2, eventMs: 3, acceptedMs: 4 };
      const change = { status: 'Active', times, lastError, memo: { key_type: 'standard' } };
      await store.commit('a', { checkpoint: checkpoint(7), add: { accepted: 3, requests: 1 }, ...change });
      await reopen();
      const state = await store.load('a');
      expect(state).toMatchObject({ id: 'a', checkpoint: checkpoint(7), ...change });
      expect(state?.counters).toMatchObject({ accepted: 3, requests: 1, rejected: 0 });
    });

    test('counters add up, times are replaced one by one, a memo as a whole', async () => {
      await store.commit('a', { checkpoint: checkpoint(1), add: { accepted: 3 }, times: { pollMs: 1, eventMs: 1 } });
      await store.saveStatus('a', { memo: { one: '1' } });
      const row = await store.commit('a', {
        checkpoint: checkpoint(2),
        add: { accepted: 4 },
        times: { pollMs: 2 },
        memo: { two: '2' },
      });
      expect(row).toMatchObject({ times: { pollMs: 2, eventMs: 1 }, memo: { two: '2' } });
      expect(row.memo).not.toHaveProperty('one');
      expect((await store.load('a'))?.counters.accepted).toBe(7);
    });

    test('a status does not touch the checkpoint', async () => {
      await store.commit('a', { checkpoint: checkpoint(1), status: 'Active' });
      const lastError = { kind: 'auth', message: 'no', atMs: 1 } as const;
      await store.saveStatus('a', { status: 'Action required', lastError });
      expect(await store.load('a')).toMatchObject({ checkpoint: checkpoint(1), status: 'Action required', lastError });
      await store.saveStatus('a', { lastError: null });
      expect((await store.load('a'))?.lastError).toBeUndefined();
    });

    test('a status saved before the first commit leaves a first start', async () => {
      await store.saveStatus('a', { status: 'Retrying', add: { failures: 1 } });
      await reopen();
      expect(await store.load('a')).toMatchObject({ checkpoint: undefined, status: 'Retrying' });
    });

    test('connectors do not see one another', async () => {
      await Promise.all(['a', 'b'].map((id, index) => store.commit(id, { checkpoint: checkpoint(index) })));
      expect(await store.connectors()).toEqual(['a', 'b']);
      expect((await store.load('b'))?.checkpoint).toEqual(checkpoint(1));
    });

    test('a checkpoint that is too large is refused and the one before stays', async () => {
      await store.commit('a', { checkpoint: checkpoint(1) });
      const large = { ...checkpoint(2), padding: 'x'.repeat(maxCheckpointBytes) };
      await expect(store.commit('a', { checkpoint: large })).rejects.toMatchObject({ kind: 'state', code: 'CKPT-701' });
      expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(1));
    });

    test('a reset is a first start; a checkpoint can be set to any place', async () => {
      await store.commit('a', { checkpoint: checkpoint(9), add: { accepted: 5 } });
      await store.reset('a', undefined);
      await reopen();
      expect(await store.load('a')).toMatchObject({ checkpoint: undefined, counters: { accepted: 5 } });
      await store.reset('a', checkpoint(3));
      await reopen();
      expect((await store.load('a'))?.checkpoint).toEqual(checkpoint(3));
    });

    test('dead letters come with their commit and are given back as they were', async () => {
      const [first, second] = [deadLetter('1'), deadLetter('2', { kind: 'partial' })];
      await store.commit('a', { checkpoint: checkpoint(1), deadLetters: [first] });
      await store.commit('b', { checkpoint: checkpoint(1), deadLetters: [second] });
      await reopen();
      const letters = await store.deadLetters({ limit: 10 });
      expect(letters).toEqual([
        { ...first, id: expect.any(Number), connector: 'a' },
        { ...second, id: expect.any(Number), connector: 'b' },
      ]);
      expect(await store.deadLetters({ limit: 10, connector: 'b' })).toEqual([letters[1]]);
      expect(await store.deadLetters({ limit: 10, kind: 'refused' })).toEqual([letters[0]]);
      expect(await store.deadLetters({ limit: 1, afterId: letters[0]!.id })).toEqual([letters[1]]);
      const bytes = expect.any(Number);
      expect(await store.deadLetterTotals()).toEqual([
        { connector: 'a', kind: 'refused', entries: 1, records: 1, bytes },
        { connector: 'b', kind: 'partial', entries: 1, records: 1, bytes },
      ]);
    });

    test('discarded dead letters are gone and their ids are not used again', async () => {
      await store.commit('a', { checkpoint: checkpoint(1), deadLetters: [deadLetter('1'), deadLetter('2')] });
      const ids = (await store.deadLetters({ limit: 10 })).map((letter) => letter.id);
      expect(await store.discardDeadLetters([...ids, 12_345])).toBe(2);
      await store.commit('a', { checkpoint: checkpoint(2), deadLetters: [deadLetter('3')] });
      const [left, ...others] = await store.deadLetters({ limit: 10 });
      expect(others).toEqual([]);
      expect(ids).not.toContain(left?.id);
    });

    test.each([
      { what: 'records', limits: { records: 2, bytes: 1_000_000 } },
      { what: 'bytes', limits: { records: 100, bytes: 400 } },
    ])('at the limit of $what nothing is dropped: the commit is refused as a whole', async ({ limits }) => {
      await reopen(limits);
      await store.commit('a', { checkpoint: checkpoint(1), deadLetters: [deadLetter('1')] });
      const over = store.commit('b', { checkpoint: checkpoint(2), deadLetters: [deadLetter('2'), deadLetter('3')] });
      await expect(over).rejects.toMatchObject({ kind: 'refused', code: 'DEAD-704', remedy: expect.any(String) });
      expect(await store.load('b')).toBeUndefined();
      expect(await store.deadLetters({ limit: 10 })).toHaveLength(1);
      await store.commit('b', { checkpoint: checkpoint(2) });
    });

    test('a reader sees what was committed while the store is open and disturbs nothing', async () => {
      await store.commit('a', { checkpoint: checkpoint(1), deadLetters: [deadLetter('1')] });
      const reader = await subject.read();
      await store.commit('a', { checkpoint: checkpoint(2) });
      expect((await reader.load('a'))?.checkpoint).toEqual(checkpoint(2));
      expect(await reader.connectors()).toEqual(['a']);
      expect(await reader.deadLetters({ limit: 5 })).toHaveLength(1);
      expect(await reader.deadLetterTotals()).toHaveLength(1);
      await reader.close();
      await store.commit('a', { checkpoint: checkpoint(3) });
    });
  });
}
