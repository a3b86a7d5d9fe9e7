import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/contract/index.ts';
import {
  queryResultsPath,
  startQueryPath,
  type JsonObject,
  type XqlLimitHabit,
} from '../../../../src/testing/index.ts';
import { at, rowsFrom, tenantWithRows } from './tenant-with-rows.ts';

const second = 1000;

describe('an XQL query', () => {
  test('is started with a bare id, pends, and comes to its rows', () => {
    const rows = rowsFrom(at - second, 3);
    const { model, start, resultsOf } = tenantWithRows({ rows, durationMs: 5000, cost: 0.25 });
    const id = start('dataset = xdr_data');
    expect(id).toMatch(/^[0-9a-f]{14}_1_inv$/);
    expect(resultsOf(id, at + 4999)).toEqual({ status: 'PENDING' });
    expect(resultsOf(id, at + 5000)).toEqual({
      status: 'SUCCESS',
      number_of_results: 3,
      query_cost: { nordwind: 0.25 },
      remaining_quota: 4.75,
      results: { data: rows },
    });
    expect(model.xql.started).toMatchObject([{ id, query: 'dataset = xdr_data', atMs: at, endsMs: at + 5000 }]);
  });

  test('is answered as at its end when told to wait', () => {
    const { start, resultsOf } = tenantWithRows({ rows: rowsFrom(at, 1), durationMs: 60_000 });
    expect(resultsOf(start('q'), at, { pending_flag: false })).toMatchObject({
      status: 'SUCCESS',
      number_of_results: 1,
    });
  });

  test.each<[string, JsonObject, string[]]>([
    ['of the last 24 hours', {}, ['b', 'c', 'd']],
    ['between two times, both included', { timeframe: { from: at - 60 * second, to: at - second } }, ['b', 'c']],
    ['of a while before', { timeframe: { relativeTime: 30 * second } }, ['c', 'd']],
  ])('gives the rows %s', (_name, rest, expected) => {
    const rows = [
      { name: 'a', _time: at - 86_400_001 },
      { name: 'b', _time: at - 60 * second },
      { name: 'c', _time: at - second },
      { name: 'd', _time: at },
    ];
    const { start, resultsOf } = tenantWithRows({ rows });
    const { data } = resultsOf(start('q', rest), at + 5000).results;
    expect((data as JsonObject[]).map(({ name }) => name)).toEqual(expected);
  });

  test('has rows made for its window, and a limit of its own', () => {
    const { start, resultsOf } = tenantWithRows({ rows: ({ fromMs, toMs }) => rowsFrom(fromMs, toMs - fromMs) });
    const id = start('dataset = x | limit 7', { timeframe: { from: at - 100, to: at } });
    expect(resultsOf(id, at + 5000)).toMatchObject({ number_of_results: 7, results: { data: rowsFrom(at - 100, 7) } });
  });

  test('is told from others by its text', () => {
    const { model, start, resultsOf } = tenantWithRows({ rows: rowsFrom(at - 10, 1) });
    model.xql.put(/dataset = dns/, { rows: rowsFrom(at - 10, 2) });
    model.xql.put('dataset = dns | fields x', { ends: 'FAIL', errorDetails: 'no such field', cost: 0 });
    const countOf = (query: string) => resultsOf(start(query), at + 5000).number_of_results;
    expect([countOf('dataset = other'), countOf('dataset = dns')]).toEqual([1, 2]);
    expect(resultsOf(start('dataset = dns | fields x'), at + 5000)).toMatchObject({
      status: 'FAIL',
      number_of_results: 0,
      error_details: 'no such field',
    });
  });

  test.each<[number, JsonObject, XqlLimitHabit, JsonValue]>([
    [1000, {}, 'streams', 1000],
    [1001, {}, 'streams', 'stream'],
    [1001, { limit: 10 }, 'streams', 'stream'],
    [1001, { limit: 10 }, 'cuts', 10],
    [30, { limit: 10 }, 'streams', 10],
  ])('of %i rows, asked for with %j, where a limit %s, gives %s', (count, rest, xqlLimit, expected) => {
    const { start, resultsOf } = tenantWithRows({ rows: rowsFrom(at, count) }, { xqlLimit });
    const reply = resultsOf(start('q', { timeframe: { from: at, to: at + 5000 } }), at + 5000, rest);
    expect(reply.number_of_results).toBe(count);
    const { data, stream_id: stream } = reply.results as { data?: readonly JsonValue[]; stream_id?: string };
    expect(data?.length ?? stream?.slice(0, 6)).toBe(expected);
  });

  test('gives CSV when asked', () => {
    const { start, resultsOf } = tenantWithRows({ rows: [{ a: 'x, "y"', b: null }, { a: 1 }] });
    expect(resultsOf(start('q'), at + 5000, { format: 'csv' }).results.data).toBe('a,b\r\n"x, ""y""",\r\n1,\r\n');
  });

  test('names the tenants it was asked of in its cost', () => {
    const { start, resultsOf } = tenantWithRows({ cost: 0.5 });
    expect(resultsOf(start('q', { tenants: ['t1', 't2'] }), at + 5000).query_cost).toEqual({ t1: 0.5, t2: 0.5 });
  });

  test.each<[string, string, JsonValue]>([
    ['no query', startQueryPath, {}],
    ['a timeframe that ends before it begins', startQueryPath, { query: 'q', timeframe: { from: 2, to: 1 } }],
    ['an id nobody has', queryResultsPath, { query_id: 'nobody' }],
  ])('%s is a 500', (_name, path, request) => {
    const { model, ask } = tenantWithRows();
    expect(ask(path, request).status).toBe(500);
    expect(model.xql.started).toEqual([]);
  });

  test.each([{ limit: 1001 }, { limit: 0 }, { format: 'xml' }])('%j is a 500', (rest) => {
    const { ask, start } = tenantWithRows();
    expect(ask(queryResultsPath, { query_id: start('q'), ...rest }, at + 5000).status).toBe(500);
  });

  test('that cannot be understood is refused', () => {
    const { model, ask } = tenantWithRows({ refusal: 'unexpected token' });
    expect(ask(startQueryPath, { query: 'q' })).toMatchObject({
      status: 500,
      body: { reply: { err_extra: 'unexpected token' } },
    });
    expect(model.xql.started).toEqual([]);
  });
});
