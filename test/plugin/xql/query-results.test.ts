import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../src/contract/index.ts';
import { queryResults } from '../../../src/plugin/xql/query-results.ts';

const read = async (reply: JsonValue) =>
  queryResults(async () => ({ reply }), { queryId: 'q' }, new AbortController().signal);

describe('a result', () => {
  test.for<[what: string, reply: JsonValue]>([
    ['nothing at all', { status: 'SUCCESS' }],
    ['a count alone', { status: 'SUCCESS', number_of_results: 5 }],
    ['results that are null', { status: 'SUCCESS', results: null }],
    ['rows that are null', { status: 'SUCCESS', number_of_results: 5, results: { data: null } }],
    ['rows that are a text', { status: 'SUCCESS', results: { data: '_time,event_id' } }],
    ['rows that are none', { status: 'SUCCESS', number_of_results: 2, results: { data: [{ a: 1 }, 7] } }],
  ])('that says %s is not taken for one without rows', async ([, reply]) => {
    await expect(read(reply)).rejects.toMatchObject({ kind: 'protocol', code: 'API-BODY' });
  });

  test.for<[what: string, reply: JsonValue, found: object]>([
    ['a count of none', { status: 'SUCCESS', number_of_results: 0 }, { count: 0, rows: [] }],
    ['no rows', { status: 'SUCCESS', results: { data: [] } }, { count: undefined, rows: [] }],
    ['a stream', { status: 'SUCCESS', results: { stream_id: 's' } }, { streamId: 's' }],
    ['of some tenants', { status: 'PARTIAL_SUCCESS' }, { state: 'partial', rows: [] }],
    ['that it failed', { status: 'fail' }, { state: 'failed', rows: [] }],
  ])('that says %s is one', async ([, reply, found]) => {
    expect(await read(reply)).toMatchObject(found);
  });

  test.for<JsonValue>([null, 7, {}, { status: 'SOMEHOW' }, { status: null }, []])('is not %j', async (reply) => {
    await expect(read(reply)).rejects.toMatchObject({ kind: 'protocol', code: 'API-BODY' });
  });
});
