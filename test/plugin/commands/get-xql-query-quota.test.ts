import { describe, expect, test } from 'vitest';
import { fault } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';
import { hour, query, quotaPath } from './xql-world.ts';

const name = 'get-xql-query-quota';

describe('the quota of queries', () => {
  test('has all its figures, and the queries that run, as key fields', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.setLimits({ licenseQuota: 5, additionalQuota: 2 });
    bench.tenant.model.xql.put(query, { durationMs: 60_000 });
    const { keyFields } = await bench.run('start-xql-query', { query, ...hour });
    const result = await bench.run(name);
    expect(result).toMatchObject({ returnData: 'Successful', failures: [], records: [], files: [] });
    expect(result.keyFields).toEqual({
      license_quota: 5,
      additional_purchased_quota: 2,
      used_quota: 0,
      eval_quota: 0,
      total_daily_running_queries: 1,
      total_daily_concurrent_rejected_queries: 0,
      current_concurrent_active_queries: { [keyFields['query_id'] as string]: { xql: query, duration: 0 } },
      current_concurrent_active_queries_count: 1,
      max_daily_concurrent_active_query_count: 1,
    });
    expect(result.rawData).toEqual({ reply: result.keyFields });
  });

  test.for([
    [403, 'permission'],
    [404, 'config'],
    [402, 'license'],
  ] as const)('that is refused with %i is told as that', async ([status, kind]) => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(quotaPath, fault.status(status)));
    expect(await bench.run(name)).toMatchObject({
      returnData: 'Failed',
      rawData: null,
      failures: [{ indicator: 'Get XQL Query Quota failed.', statusCode: status, kind, outcome: 'not done' }],
    });
  });

  test('is asked for again where that was too much, or cut, and given up where it lasts', async () => {
    for (const trouble of [fault.status(429), fault.cut(0.5)]) {
      const bench = await commandBench();
      const mended = bench.tenant.faults.add(fault.at(quotaPath, fault.once(trouble)));
      expect(await bench.run(name)).toMatchObject({ returnData: 'Successful' });
      mended();
      bench.tenant.faults.add(fault.at(quotaPath, trouble));
      expect(await bench.run(name)).toMatchObject({ returnData: 'Failed', failures: [{ outcome: 'not done' }] });
    }
  });

  test.for(['null', '[]', 'true', '{"reply":true}', '{"reply":{}}'])(
    'is not had from an answer without figures: %s',
    async (body) => {
      const bench = await commandBench();
      bench.tenant.faults.add(fault.at(quotaPath, fault.raw(body)));
      expect(await bench.run(name)).toMatchObject({
        returnData: 'Failed',
        keyFields: {},
        failures: [{ code: 'API-BODY', message: `The answer of ${quotaPath} is not understood`, outcome: 'not done' }],
      });
    },
  );
});
