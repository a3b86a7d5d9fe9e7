import { describe, expect, test } from 'vitest';
import { ConnectorError, type ErrorKind, type JsonValue } from '../../../src/contract/index.ts';
import { blamingFilters } from '../../../src/plugin/fetch/blaming-filters.ts';
import type { Feed, Page } from '../../../src/plugin/paging/feed.ts';

const query = { offset: 0, limit: 100, order: 'oldest-first' } as const;
const { signal } = new AbortController();
const page: Page<JsonValue> = { rows: [], taken: 0, full: false, claimed: 0, restrictedIds: [], nowMs: undefined };

type Answer = 'a page' | ConnectorError;
const failure = (code: string, kind: ErrorKind = 'unavailable') =>
  new ConnectorError(kind, `it says ${code}`, { code });

/** Gives these answers one after the other, and tells what was asked for. */
function answering(...answers: readonly Answer[]) {
  const limits: number[] = [];
  const feed: Feed<JsonValue> = {
    maxLimit: 100,
    offsetCeiling: 9900,
    async page({ limit }) {
      const answer = answers[limits.push(limit) - 1] ?? 'a page';
      if (answer !== 'a page') throw answer;
      return page;
    },
    split: () => undefined,
  };
  return { feed, limits };
}

async function outcome(withFilters: readonly Answer[], without: readonly Answer[]) {
  const [asked, probe] = [answering(...withFilters), answering(...without)];
  const feed = blamingFilters(asked.feed, probe.feed);
  const [result] = await Promise.allSettled([feed.page(query, signal)]);
  return { feed, result, limits: [asked.limits, probe.limits] };
}

describe('filters a person wrote', () => {
  test.for<[code: string, kind: ErrorKind]>([
    ['API-5xx', 'unavailable'],
    ['API-5xx', 'protocol'],
    ['API-400', 'protocol'],
    ['API-404', 'config'],
  ])('are to blame where the API answers without them, then fails again: %s, %s', async ([code, kind]) => {
    const { result, limits } = await outcome([failure(code, kind), failure(code, kind)], ['a page']);
    const reason = { kind: 'config', code: 'CFG-001', message: expect.stringContaining(`it says ${code}`) as string };
    expect(result).toMatchObject({ status: 'rejected', reason });
    expect(limits).toEqual([[100, 100], [1]]);
  });

  test('are not where the API fails without them too: its error is told as it is', async () => {
    const error = failure('API-5xx');
    const { result, limits } = await outcome([error], [failure('API-5xx')]);
    expect(result).toEqual({ status: 'rejected', reason: error });
    expect(limits).toEqual([[100], [1]]);
  });

  test('are not where the API failed for a moment', async () => {
    const { result } = await outcome([failure('API-5xx')], ['a page']);
    expect(result).toEqual({ status: 'fulfilled', value: page });
  });

  test('are not once they have been taken: nothing is asked', async () => {
    const error = failure('API-5xx');
    const { feed, limits } = await outcome(['a page', error], []);
    await expect(feed.page(query, signal)).rejects.toBe(error);
    expect(limits).toEqual([[100, 100], []]);
  });

  test.for<[code: string, kind: ErrorKind]>([
    ['AUTH-301', 'auth'],
    ['API-5xx', 'throttled'],
    ['API-SIZE', 'protocol'],
  ])('are not of what cannot come from them: %s, %s', async ([code, kind]) => {
    const error = failure(code, kind);
    const { result, limits } = await outcome([error], []);
    expect(result).toEqual({ status: 'rejected', reason: error });
    expect(limits).toEqual([[100], []]);
  });
});
