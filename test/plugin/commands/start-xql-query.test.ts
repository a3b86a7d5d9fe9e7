import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fault, testStartMs } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';
import { hour, query, quotaPath, resultsPath, rows, startPath, streamPath } from './xql-world.ts';

const name = 'start-xql-query';
const wait = { query, ...hour, wait: true };

describe('a query that is started', () => {
  test('has its id also where that comes in an object, as D3 has it', async () => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(startPath, fault.status(200, { body: { reply: { query_id: 'q_1_inv' } } })));
    expect(await bench.run(name, { query, ...hour })).toMatchObject({
      returnData: 'Successful',
      keyFields: { query_id: 'q_1_inv' },
    });
  });

  test('gives its id and the quota there is', async () => {
    const bench = await commandBench();
    const result = await bench.run(name, { query, ...hour });
    const [started] = bench.tenant.model.xql.started;
    expect(result).toMatchObject({
      returnData: 'Successful',
      rawData: { reply: started?.id },
      keyFields: { query_id: started?.id, quota_before: { license_quota: 5, used_quota: 0 } },
    });
    expect(bench.sent(startPath)).toEqual([
      {
        request_data: {
          query,
          timeframe: { from: Date.UTC(2026, 2, 2, 7), to: Date.UTC(2026, 2, 2, 8) },
        },
      },
    ]);
  });

  test.for([
    [
      { start_time: '2026-03-02 05:00', end_time: '2026-03-02 06:00' },
      Date.UTC(2026, 2, 2, 5),
      Date.UTC(2026, 2, 2, 6),
    ],
    [{ start_time: '2026-03-02 05:00' }, Date.UTC(2026, 2, 2, 5), testStartMs],
    [{ last_hours: 1.5 }, testStartMs - 5_400_000, testStartMs],
  ] as const)('is about the period that is named: %j', async ([period, from, to]) => {
    const bench = await commandBench();
    await bench.run(name, { query, ...period });
    expect(bench.sent(startPath)).toMatchObject([{ request_data: { timeframe: { from, to } } }]);
  });

  test('is asked of the tenants that are named', async () => {
    const bench = await commandBench();
    await bench.run(name, { query, ...hour, tenants: ['9995067425', '9995067426'] });
    expect(bench.sent(startPath)).toMatchObject([{ request_data: { tenants: ['9995067425', '9995067426'] } }]);
  });

  test('brings its rows, as records too, with the quota before and after', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(3), cost: 0.25 });
    const result = await bench.run(name, wait);
    expect(result).toMatchObject({
      returnData: 'Successful',
      failures: [],
      keyFields: { status: 'success', rows: 3, quota_before: { used_quota: 0 }, quota_after: { used_quota: 0.25 } },
    });
    expect(result.records).toHaveLength(3);
    expect(result.records[0]).toMatchObject({
      eventName: 'paloalto.cortex.xql.row',
      body: { event_id: 'e0' },
      time: [Date.UTC(2026, 2, 2, 7) / 1000, 0],
    });
    expect(new Set(result.records.map(({ uid }) => uid)).size).toBe(3);
    expect(bench.told.join('\n')).toContain('is running');
    expect([...bench.files.keys()]).toEqual([]);
  });

  test.for([false, true])('brings more than 1,000 rows to a file, as gzip: %s', async (gzip) => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(2500) });
    const result = await bench.run(name, { ...wait, is_gzip_compressed: gzip });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { rows: 2500, number_of_results: 2500 } });
    const [[fileName, bytes] = ['', Buffer.alloc(0)]] = [...bench.files];
    expect(fileName).toMatch(gzip ? /^xql\.stream-[\w-]+\.ndjson\.gz$/ : /^xql\.stream-[\w-]+\.ndjson$/);
    const lines = (gzip ? gunzipSync(bytes) : Buffer.from(bytes)).toString().trimEnd().split('\n');
    expect(lines.map((line) => (JSON.parse(line) as { event_id: string }).event_id)).toEqual(
      rows(2500).map(({ event_id }) => event_id),
    );
  });

  test('waits while four others run, and says so', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.otherwise({ durationMs: 20_000 });
    for (let index = 0; index < 4; index += 1) await bench.run(name, { query: `${query} | limit ${index}`, ...hour });
    const result = await bench.run(name, { query, ...hour });
    expect(result.returnData).toBe('Successful');
    expect(bench.told.join('\n')).toContain('4 queries run in this tenant already');
    expect(bench.tenant.model.xql.started).toHaveLength(5);
  });

  test('is given up when the others do not end', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.otherwise({ durationMs: 10 * 3_600_000 });
    for (let index = 0; index < 4; index += 1) await bench.run(name, { query: `${query} | limit ${index}`, ...hour });
    const beganMs = bench.clock.now();
    const result = await bench.run(name, { query, ...hour, max_wait_seconds: 60 });
    expect(bench.clock.now() - beganMs).toBeGreaterThanOrEqual(60_000);
    expect(bench.clock.now() - beganMs).toBeLessThan(120_000);
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [{ indicator: 'Start XQL Query failed.', statusCode: 500, code: 'XQL-921', outcome: 'not done' }],
    });
    expect(bench.tenant.model.xql.started).toHaveLength(4);
  });

  test('is not waited for when the quota is used up', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.setLimits({ licenseQuota: 0 });
    const result = await bench.run(name, { query, ...hour });
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [{ code: 'XQL-922', statusCode: 500, remedy: expect.stringContaining('renewed') as string }],
    });
    expect(bench.sent(startPath)).toHaveLength(1);
  });

  test('that fails says what the API says', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { ends: 'FAIL', errorDetails: 'unknown field event_idd' });
    const result = await bench.run(name, wait);
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [{ code: 'XQL-924', message: expect.stringContaining('unknown field event_idd') as string }],
      keyFields: { status: 'failed' },
    });
  });

  test('that ends for some tenants only is partially successful', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { ends: 'PARTIAL_SUCCESS', rows: rows(2) });
    const result = await bench.run(name, wait);
    expect(result).toMatchObject({ returnData: 'Partially Successful', failures: [{ code: 'XQL-924' }] });
    expect(result.records).toHaveLength(2);
  });

  test('that does not end in time is told with its id', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { durationMs: 3_600_000 });
    const result = await bench.run(name, { ...wait, max_wait_seconds: 30 });
    const [started] = bench.tenant.model.xql.started;
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [{ code: 'XQL-923' }],
      keyFields: { query_id: started?.id },
    });
  });

  test.for([
    ['lost', fault.reset('after'), null],
    ['that of a gateway', fault.status(502), 502],
    ['an internal error without a known reason', fault.status(500, { body: { reply: { err_code: 500 } } }), 500],
    ['a page for people', fault.html(), null],
  ] as const)('is not sent again when its answer is %s: nobody knows whether it runs', async ([, broken, status]) => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(startPath, broken));
    const result = await bench.run(name, { query, ...hour });
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [
        {
          statusCode: status,
          outcome: 'unknown',
          remedy: expect.stringContaining('get-xql-query-quota lists what runs') as string,
        },
      ],
      keyFields: { quota_before: { used_quota: 0 } },
    });
    expect(bench.sent(startPath)).toHaveLength(1);
  });

  test('that cannot have arrived was not started', async () => {
    const bench = await commandBench();
    await bench.tenant.close();
    const result = await bench.run(name, { query, ...hour });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ kind: 'unavailable', outcome: 'not done' }] });
  });

  test('that the API cannot understand is told as that, and sent once', async () => {
    for (const refusal of ['Failed to parse query: unexpected token |', 'invalid dataset']) {
      const bench = await commandBench();
      bench.tenant.model.xql.put(query, { refusal });
      const result = await bench.run(name, { query, ...hour });
      expect(result).toMatchObject({
        returnData: 'Failed',
        failures: [
          {
            code: 'XQL-924',
            kind: 'config',
            outcome: 'not done',
            message: expect.stringContaining(refusal) as string,
            remedy: expect.stringContaining('Query Center') as string,
          },
        ],
      });
      expect(bench.sent(startPath)).toHaveLength(1);
    }
  });

  test('has records that are the same whichever command brings them, and as many as rows', async () => {
    const bench = await commandBench();
    const row = { event_id: 'e', _time: Date.UTC(2026, 2, 2, 7) };
    bench.tenant.model.xql.put(query, { rows: [row, row, { ...row, event_id: 'f' }] });
    const first = await bench.run(name, wait);
    const again = await bench.run('get-xql-query-results', { query_ids: first.keyFields['query_ids'] });
    expect(new Set(first.records.map(({ uid }) => uid)).size).toBe(3);
    expect(again.records.map(({ uid }) => uid)).toEqual(first.records.map(({ uid }) => uid));
  });

  test('leaves no file when the stream of its rows is cut', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: rows(5000) });
    bench.tenant.faults.add(fault.at(streamPath, fault.cut(0.5)));
    const result = await bench.run(name, wait);
    const id = bench.tenant.model.xql.started[0]?.id ?? '';
    const remedy = expect.stringContaining(`get-xql-query-results (query_ids: ["${id}"])`) as string;
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ code: 'NET-102', remedy }] });
    expect([...bench.files]).toEqual([]);
  });

  test('goes without the quota where the key may not look at it', async () => {
    // A key that is known: a 403 would be taken for that of one.
    const bench = await commandBench({ settings: { key_type: 'standard' } });
    bench.tenant.faults.add(fault.at(quotaPath, fault.status(403)));
    expect(await bench.run(name, { query, ...hour })).toMatchObject({
      returnData: 'Successful',
      keyFields: { quota_before: null },
    });
  });

  test.for([
    [403, 'permission'],
    [404, 'config'],
    [402, 'license'],
  ] as const)('that is refused with %i is told as that', async ([status, kind]) => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(startPath, fault.status(status)));
    const result = await bench.run(name, { query, ...hour });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: status, kind }] });
  });

  test('waits where it is asked too much, and gives up where that lasts', async () => {
    const bench = await commandBench();
    const end = bench.tenant.faults.add(fault.at(startPath, fault.once(fault.status(429))));
    expect(await bench.run(name, { query, ...hour })).toMatchObject({ returnData: 'Successful' });
    end();
    bench.tenant.faults.add(fault.at(startPath, fault.status(429)));
    const result = await bench.run(name, { query, ...hour, max_wait_seconds: 20 });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: 429 }] });
  });

  test('an interrupted wait for one of the four ends at once, and starts nothing', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.otherwise({ durationMs: 3_600_000 });
    for (let index = 0; index < 4; index += 1) await bench.run(name, { query: `${query} | limit ${index}`, ...hour });
    const interrupted = new AbortController();
    let looked = 0;
    const whileWaiting = () => () => {
      looked += 1;
      // The first look at the quota is that before the start.
      if (looked === 2) interrupted.abort(new Error('enough'));
      return undefined;
    };
    bench.tenant.faults.add(fault.at(quotaPath, whileWaiting));
    await expect(bench.run(name, { query, ...hour }, interrupted.signal)).rejects.toThrow('enough');
    expect(bench.tenant.model.xql.started).toHaveLength(4);
  });

  test('an interrupted wait for its end ends at once, with its id', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { durationMs: 3_600_000 });
    const interrupted = new AbortController();
    const end = bench.tenant.faults.add(
      fault.at(resultsPath, () => () => {
        interrupted.abort(new Error('enough'));
        return undefined;
      }),
    );
    const result = await bench.run(name, wait, interrupted.signal);
    const [id] = bench.tenant.model.xql.started.map((started) => started.id);
    expect(result).toMatchObject({
      returnData: 'Failed',
      keyFields: { query_id: id, quota_after: null },
      failures: [{ input: id, outcome: 'not done', code: 'XQL-923' }],
    });
    expect(result.failures[0]?.remedy).toContain(`get-xql-query-results (query_ids: ["${id}"])`);
    end();
  });

  test('interrupted at the last look at the quota it brings its rows all the same', async () => {
    const bench = await commandBench();
    bench.tenant.model.xql.put(query, { rows: [{ event_id: 'one' }] });
    const interrupted = new AbortController();
    const atTheLast = () => () => {
      if (bench.tenant.requests.some(({ path }) => path === resultsPath)) interrupted.abort(new Error('enough'));
      return undefined;
    };
    bench.tenant.faults.add(fault.at(quotaPath, atTheLast));
    const result = await bench.run(name, wait, interrupted.signal);
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { rows: 1, quota_after: null } });
    expect(interrupted.signal.aborted).toBe(true);
  });
});

test.for([
  [{ query }, 'start_time'],
  [{ query: ' ', last_hours: 1 }, 'query'],
  [{ query, last_hours: 1, start_time: '2026-03-02' }, 'last_hours'],
  [{ query, start_time: '2026-03-02', end_time: '2026-03-01' }, 'end_time'],
  [{ query, last_hours: 1, tenant: ['a'] }, 'tenant'],
] as const)('the input %j is refused for %s, and nothing is sent', async ([input, path]) => {
  const bench = await commandBench();
  await expect(bench.run(name, input)).rejects.toMatchObject({
    code: 'CMD-901',
    message: expect.stringContaining(path) as string,
  });
  expect(bench.tenant.requests).toEqual([]);
});
