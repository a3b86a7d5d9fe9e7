import { describe, expect, test } from 'vitest';
import { ConnectorError, type ErrorKind } from '../../../src/contract/index.ts';
import type { CortexApi } from '../../../src/plugin/cortex/cortex-api.ts';
import { openGenerations } from '../../../src/plugin/generations/open-generations.ts';
import { memoryMemo } from '../../../src/shared/memory-memo.ts';

const paths = { incidents: '/old', cases: '/new' };
const { signal } = new AbortController();

type Saying = 'list' | 'unknown' | Exclude<ErrorKind, 'config'>;

function errorOf(saying: Exclude<Saying, 'list'>): ConnectorError {
  return saying === 'unknown'
    ? new ConnectorError('config', 'does not serve this path', { code: 'API-404' })
    : new ConnectorError(saying, saying);
}

/** An API that says of each path what is scripted, the last of it again and again. */
function tenant(script: Readonly<Record<string, readonly Saying[]>>, setting: 'auto' | 'incidents' | 'cases' = 'auto') {
  const asked: string[] = [];
  const memo = memoryMemo();
  const api: CortexApi = {
    origin: 'https://tenant.example',
    async post(path) {
      const before = asked.filter((each) => each === path).length;
      asked.push(path);
      const saying = script[path]?.[Math.min(before, (script[path]?.length ?? 1) - 1)] ?? 'list';
      if (saying !== 'list') throw errorOf(saying);
      return { body: {}, dateMs: undefined };
    },
  };
  return { asked, memo, generations: openGenerations({ api, memo, setting, paths }) };
}

test('a tenant whose incidents are an unknown path, and that answers for cases, speaks cases; it is remembered', async () => {
  const { generations, memo, asked } = tenant({ '/old': ['unknown'] });
  expect(generations.now()).toBe('incidents');
  expect(await generations.changed(errorOf('unknown'), 'incidents', signal)).toBe(true);
  expect(generations.now()).toBe('cases');
  expect(asked).toEqual(['/new', '/old']);
  const again = openGenerations({ api: { origin: '', post: () => Promise.reject() }, memo, setting: 'auto', paths });
  expect(again.now()).toBe('cases');
});

test('a tenant that goes back to incidents is followed back', async () => {
  const { generations, memo } = tenant({ '/new': ['unknown'] });
  memo.set('api-generation', 'cases');
  expect(await generations.changed(errorOf('unknown'), 'cases', signal)).toBe(true);
  expect(generations.now()).toBe('incidents');
});

test('where neither path is known, the address is wrong: nothing changes', async () => {
  const { generations } = tenant({ '/old': ['unknown'], '/new': ['unknown'] });
  expect(await generations.changed(errorOf('unknown'), 'incidents', signal)).toBe(false);
  expect(generations.now()).toBe('incidents');
});

test('a path that is unknown for a moment only changes nothing', async () => {
  const { generations } = tenant({});
  await expect(generations.changed(errorOf('unknown'), 'incidents', signal)).rejects.toMatchObject({
    kind: 'unavailable',
  });
  expect(generations.now()).toBe('incidents');
});

test('a generation that is set is not questioned', async () => {
  const { generations, asked } = tenant({ '/old': ['unknown'] }, 'incidents');
  expect(await generations.changed(errorOf('unknown'), 'incidents', signal)).toBe(false);
  expect(asked).toEqual([]);
});

describe.each(['auth', 'permission', 'license', 'throttled', 'unavailable', 'untrusted', 'protocol'] as const)(
  '%s',
  (kind) => {
    test('is no sign of another generation', async () => {
      const { generations, asked } = tenant({});
      expect(await generations.changed(errorOf(kind), 'incidents', signal)).toBe(false);
      expect(asked).toEqual([]);
    });

    test('of the other path is told, and settled by later questions', async () => {
      const { generations } = tenant({ '/old': ['unknown'], '/new': [kind, 'list'] });
      await expect(generations.changed(errorOf('unknown'), 'incidents', signal)).rejects.toMatchObject({ kind });
      expect(generations.now()).toBe('incidents');
      await generations.settle(signal);
      expect(generations.now()).toBe('cases');
    });
  },
);

test('every answer counts, so that a tenant that fails every second time is found out', async () => {
  const { generations, asked } = tenant({
    '/old': ['unavailable', 'unknown'],
    '/new': ['unavailable', 'list'],
  });
  await expect(generations.changed(errorOf('unknown'), 'incidents', signal)).rejects.toMatchObject({
    kind: 'unavailable',
  });
  await expect(generations.settle(signal)).rejects.toMatchObject({ kind: 'unavailable' });
  await generations.settle(signal);
  expect(generations.now()).toBe('cases');
  expect(asked).toEqual(['/new', '/new', '/old', '/old']);
});

test.each(['permission', 'unavailable'] as const)(
  'a path that was unknown for a moment is asked again, though the other one says %s as long as it is asked',
  async (kind) => {
    const { generations, asked } = tenant({ '/old': ['list'], '/new': [kind] });
    await expect(generations.changed(errorOf('unknown'), 'incidents', signal)).rejects.toMatchObject({ kind });
    await expect(generations.settle(signal)).rejects.toMatchObject({ kind });
    await generations.settle(signal);
    await generations.settle(signal);
    expect(generations.now()).toBe('incidents');
    expect(asked).toEqual(['/new', '/new', '/old']);
  },
);

test('a tenant that has gone over is found out once the other path may be asked', async () => {
  const { generations } = tenant({ '/old': ['unknown'], '/new': [...Array<Saying>(5).fill('permission'), 'list'] });
  await expect(generations.changed(errorOf('unknown'), 'incidents', signal)).rejects.toThrow('permission');
  for (let polls = 0; polls < 4; polls += 1) await expect(generations.settle(signal)).rejects.toThrow('permission');
  await generations.settle(signal);
  expect(generations.now()).toBe('cases');
});

test('questions that fail at the same time find out once', async () => {
  const { generations, asked } = tenant({ '/old': ['unknown'] });
  const both = [1, 2].map(async () => generations.changed(errorOf('unknown'), 'incidents', signal));
  expect(await Promise.all(both)).toEqual([true, true]);
  expect(asked).toEqual(['/new', '/old']);
});
