import { describe, expect, test } from 'vitest';
import { fault } from '../../../src/testing/index.ts';
import { type CommandBench, commandBench } from './command-bench.ts';
import { hour, query, resultsPath, rows } from './xql-world.ts';

const name = 'get-xql-query-results';

async function started(bench: CommandBench, text = query): Promise<string> {
  const { keyFields } = await bench.run('start-xql-query', { query: text, ...hour });
  return keyFields['query_id'] as string;
}

describe('the results of a query', () => {
  test('are waited for, and come with what they cost', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(2), durationMs: 30_000, cost: 0.5 });
    const id = await started(bench);
    const result = await bench.run(name, { query_ids: [id] });
    expect(result).toMatchObject({
      returnData: 'Successful',
      rawData: { reply: { status: 'SUCCESS', results: { data: rows(2) } } },
      keyFields: { queries: [{ query_id: id, status: 'success', rows: 2, remaining_quota: 4.5 }] },
    });
    expect(result.records.map(({ body }) => body)).toEqual(rows(2));
    expect(bench.told.join('\n')).toContain(`${id} is running`);
  });

  test('of more than 1,000 rows are the id of a stream', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(1001) });
    const id = await started(bench);
    const result = await bench.run(name, { query_ids: id });
    expect(result).toMatchObject({
      returnData: 'Successful',
      keyFields: { stream_ids: [`stream-${id}`], queries: [{ number_of_results: 1001, rows: 0 }] },
      records: [],
    });
  });

  test('are no more than the limit, which is the API’s to keep', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(5) });
    const result = await bench.run(name, { query_ids: await started(bench), limit: 2 });
    expect(result).toMatchObject({
      returnData: 'Successful',
      keyFields: { queries: [{ number_of_results: 5, rows: 2 }] },
    });
    expect(result.records.map(({ body }) => body)).toEqual(rows(2));
  });

  test('of several queries are had one by one: one that is not known takes nothing from the others', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(1) });
    bench.tenant.model.xql.put(/broken/, { ends: 'FAIL', errorDetails: 'no such field' });
    const [good, broken] = [await started(bench), await started(bench, `${query} | broken`)];
    const result = await bench.run(name, { query_ids: [good, 'nobody_1_inv', broken] });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        { input: 'nobody_1_inv', statusCode: 500, indicator: 'Get XQL Query Results failed.' },
        { input: broken, code: 'XQL-924', message: expect.stringContaining('no such field') as string },
      ],
    });
    expect(result.records).toHaveLength(1);
    expect((result.rawData as { results: unknown[] }).results).toHaveLength(2);
  });

  test('of some tenants only are partially successful, with the rows there are', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { ends: 'PARTIAL_SUCCESS', rows: rows(2) });
    const id = await started(bench);
    const result = await bench.run(name, { query_ids: [id] });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ input: id, code: 'XQL-924' }],
      keyFields: { queries: [{ status: 'partial', rows: 2 }] },
    });
    expect(result.records).toHaveLength(2);
  });

  test('that are not there in time are told as still running, and had by the next call', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(1), durationMs: 60_000 });
    const id = await started(bench);
    const early = await bench.run(name, { query_ids: [id], max_wait_seconds: 0 });
    expect(early).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: id, code: 'XQL-923', remedy: expect.stringContaining('max_wait_seconds') as string }],
    });
    expect(await bench.run(name, { query_ids: [id], max_wait_seconds: 120 })).toMatchObject({
      returnData: 'Successful',
    });
  });

  test('have the privacy rules of the connector', async () => {
    const bench = await commandBench({ settings: { privacy: 'drop: event_id' } });
    bench.tenant.model.xql.put(query, { rows: rows(1) });
    const result = await bench.run(name, { query_ids: [await started(bench)] });
    expect(JSON.stringify(result.records)).not.toContain('"e0"');
  });

  test.for([403, 404, 402] as const)('that are refused with %i are told as that', async (status) => {
    const bench = await commandBench();
    const id = await started(bench);
    bench.tenant.faults.add(fault.at(resultsPath, fault.status(status)));
    expect(await bench.run(name, { query_ids: [id] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: id, statusCode: status }],
    });
  });

  test('are not asked for a second time by a key that may not', async () => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(resultsPath, fault.status(403)));
    const result = await bench.run(name, { query_ids: ['a', 'b', 'c'] });
    expect(result.failures.map(({ input, statusCode }) => [input, statusCode])).toEqual(
      ['a', 'b', 'c'].map((id) => [id, 403]),
    );
    expect(bench.sent(resultsPath)).toHaveLength(1);
  });

  test('are asked for again where that was too much, and given up where it lasts', async () => {
    const bench = await commandBench();
    const id = await started(bench);
    const end = bench.tenant.faults.add(fault.at(resultsPath, fault.once(fault.status(429))));
    expect(await bench.run(name, { query_ids: [id] })).toMatchObject({ returnData: 'Successful' });
    end();
    bench.tenant.faults.add(fault.at(resultsPath, fault.status(429)));
    expect(await bench.run(name, { query_ids: [id] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ statusCode: 429, kind: 'throttled' }],
    });
  });
});

describe('the results of a query, of a tenant that answers oddly', () => {
  test('that are fewer than it says are not taken for all', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(2), durationMs: 0 });
    const id = await started(bench);
    const body = { reply: { status: 'SUCCESS', number_of_results: 5, results: { data: [...rows(2)] } } };
    bench.tenant.faults.add(fault.at(resultsPath, fault.status(200, { body })));
    expect(await bench.run(name, { query_ids: id })).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ input: id, code: 'XQL-927', message: `query ${id} has found 5 rows, and brought 2` }],
    });
    expect(await bench.run(name, { query_ids: id, limit: 2 })).toMatchObject({ returnData: 'Successful' });
  });

  test('that are larger than an answer may be: the operator is told to ask for less', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(2), durationMs: 0 });
    const id = await started(bench);
    bench.tenant.faults.add(fault.at(resultsPath, fault.huge()));
    expect(await bench.run(name, { query_ids: id })).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: id, code: 'API-SIZE', remedy: expect.stringContaining('Ask for less') as string }],
    });
  });
});
