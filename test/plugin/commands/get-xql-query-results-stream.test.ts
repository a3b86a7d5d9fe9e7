import { describe, expect, test } from 'vitest';
import type { CommandOutput } from '../../../src/contract/index.ts';
import { fault } from '../../../src/testing/index.ts';
import { type CommandBench, commandBench } from './command-bench.ts';
import { hour, query, resultsPath, rows, streamPath } from './xql-world.ts';

const name = 'get-xql-query-results-stream';

async function streamOf(bench: CommandBench, count: number): Promise<string> {
  bench.tenant.model.xql.put(query, { rows: rows(count) });
  return streamOfStarted(bench);
}

async function streamOfStarted(bench: CommandBench): Promise<string> {
  await bench.run('start-xql-query', { query, ...hour });
  const { keyFields } = await bench.run('get-xql-query-results', {
    query_ids: [bench.tenant.model.xql.started.at(-1)?.id],
  });
  return (keyFields['stream_ids'] as readonly string[])[0] ?? '';
}

describe('a stream of rows', () => {
  test.for([false, true])('is a file with all of them, as gzip: %s', async (gzip) => {
    const bench = await commandBench();
    const id = await streamOf(bench, 3000);
    const result = await bench.run(name, { stream_id: id, is_gzip_compressed: gzip });
    expect(result).toMatchObject({ returnData: 'Successful', rawData: null, keyFields: { rows: 3000, stream_id: id } });
    expect(result.files).toHaveLength(1);
    expect(result.files[0]?.bytes).toBe([...bench.files.values()][0]?.length);
  });

  test('is compared with the count of its query, where that is named', async () => {
    const bench = await commandBench();
    const stream_id = await streamOf(bench, 3000);
    const query_id = bench.tenant.model.xql.started.at(-1)?.id;
    // A server that stops as if that were the end: whole lines, and a body that ends well.
    const fewer = fault.change(() => ({
      status: 200,
      headers: {},
      body: Buffer.from('{"event_id": "a"}\n'.repeat(2999)),
    }));
    const mend = bench.tenant.faults.add(fault.at(streamPath, fewer));
    expect(await bench.run(name, { stream_id, query_id })).toMatchObject({
      returnData: 'Failed',
      failures: [{ code: 'NET-102', message: 'the stream brought 2999 rows of 3000' }],
      files: [],
    });
    expect([...bench.files]).toEqual([]);
    mend();
    const keyFields = { rows: 3000, number_of_results: 3000 };
    expect(await bench.run(name, { stream_id, query_id })).toMatchObject({ returnData: 'Successful', keyFields });
  });

  test.for([
    [{ status: 'PENDING' }, 'XQL-923'],
    [{ status: 'FAIL', error_details: 'broken' }, 'XQL-924'],
  ] as const)('is not asked for while its query has none: %j', async ([reply, code]) => {
    const bench = await commandBench();
    const stream_id = await streamOf(bench, 3000);
    bench.tenant.faults.add(fault.at(resultsPath, fault.status(200, { body: { reply } })));
    const result = await bench.run(name, { stream_id, query_id: 'q' });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ code }] });
    expect(bench.sent(streamPath)).toEqual([]);
  });

  test('has a harmless name, whatever its id is, and no two ids have one', async () => {
    const bench = await commandBench();
    bench.tenant.faults.add(fault.at(streamPath, fault.raw('{"event_id": "a"}\n')));
    const ids = ['../../etc/passwd', 'a/b', 'a_b', 'A_b', 'a\u0000b', 'x'.repeat(500)];
    for (const stream_id of ids)
      expect(await bench.run(name, { stream_id })).toMatchObject({ returnData: 'Successful' });
    const names = [...bench.files.keys()];
    expect(new Set(names.map((each) => each.toLowerCase())).size).toBe(ids.length);
    for (const each of names) expect(each).toMatch(/^xql\.[\w-]{1,40}\.ndjson$/);
  });

  test('that nobody knows is told by name', async () => {
    const bench = await commandBench();
    const result = await bench.run(name, { stream_id: '../../etc/passwd' });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: 500, kind: 'config' }] });
    expect([...bench.files]).toEqual([]);
  });

  test.for([
    ['cut', fault.cut(0.5)],
    ['ended early and quietly', fault.cut(0.5, 'close')],
    ['no gzip file after all', fault.raw(Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.alloc(100)]))],
    ['half a row', fault.raw('{"event_id": "a"}\n{"event_')],
    ['an error in place of rows', fault.raw('{"reply": {"err_code": 500, "err_msg": "gone"}}')],
  ] as const)('that is %s leaves no file', async ([, broken]) => {
    for (const gzip of [false, true]) {
      const bench = await commandBench();
      const id = await streamOf(bench, 3000);
      bench.tenant.faults.add(fault.at(streamPath, broken));
      const result = await bench.run(name, { stream_id: id, is_gzip_compressed: gzip });
      expect(result).toMatchObject({ returnData: 'Failed', failures: [{ outcome: 'not done' }], files: [] });
      expect([...bench.files]).toEqual([]);
    }
  });

  test('that comes plain although gzip was asked for is plain', async () => {
    const bench = await commandBench();
    const id = await streamOf(bench, 3000);
    bench.tenant.faults.add(fault.at(streamPath, fault.raw('{"event_id": "a"}\n{"event_id": "b"}')));
    const result = await bench.run(name, { stream_id: id, is_gzip_compressed: true });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { rows: 2 } });
    expect(result.files[0]?.name).toMatch(/\.ndjson$/);
  });

  test('is not written over a file that is there', async () => {
    const bench = await commandBench();
    const id = await streamOf(bench, 3000);
    await bench.run(name, { stream_id: id });
    const again = bench.run(name, { stream_id: id });
    expect(await again).toMatchObject({ returnData: 'Failed', failures: [{ code: 'FILE-801' }] });
  });

  test('that is cut between two rows is not taken for whole', async () => {
    const bench = await commandBench();
    const same = (index: number) => ({ event_id: 10_000 + index, _time: Date.UTC(2026, 2, 2, 7) });
    const many = Array.from({ length: 2000 }, (_, index) => same(index));
    bench.tenant.model.xql.put(query, { rows: many });
    const id = await streamOfStarted(bench);
    for (const end of ['reset', 'close'] as const) {
      const mended = bench.tenant.faults.add(fault.at(streamPath, fault.cut(0.5, end)));
      const result = await bench.run(name, { stream_id: id });
      expect(result).toMatchObject({ returnData: 'Failed', failures: [{ code: 'NET-102' }], files: [] });
      mended();
    }
    expect([...bench.files]).toEqual([]);
  });

  test('without a row is none: there are streams of many rows only', async () => {
    const bench = await commandBench();
    const id = await streamOf(bench, 3000);
    bench.tenant.faults.add(fault.at(streamPath, fault.raw('')));
    expect(await bench.run(name, { stream_id: id })).toMatchObject({ returnData: 'Failed', files: [] });
    expect([...bench.files]).toEqual([]);
  });

  test.for([false, true])('that is interrupted leaves no file, as gzip: %s', async (gzip) => {
    const interrupted = new AbortController();
    const seen: string[] = [];
    const output: CommandOutput = {
      create: async () => ({
        write: async () => {
          interrupted.abort(new Error('enough'));
        },
        finish: async () => Promise.reject(new Error('finished what is not whole')),
        discard: async () => {
          seen.push('discarded');
        },
      }),
    };
    const bench = await commandBench({ output });
    // More than is on its way when the first piece has arrived.
    const id = await streamOf(bench, 100_000);
    const going = bench.run(name, { stream_id: id, is_gzip_compressed: gzip }, interrupted.signal);
    await expect(going).rejects.toThrow('enough');
    expect(seen).toEqual(['discarded']);
  });

  test('that is asked for too often is asked for again', async () => {
    const bench = await commandBench();
    const id = await streamOf(bench, 3000);
    bench.tenant.faults.add(fault.at(streamPath, fault.once(fault.status(429))));
    const result = await bench.run(name, { stream_id: id });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { rows: 3000 } });
    expect(bench.sent(streamPath)).toHaveLength(2);
  });

  test.for([403, 404, 402, 429] as const)('that is refused with %i is told as that', async (status) => {
    const bench = await commandBench();
    const id = await streamOf(bench, 3000);
    bench.tenant.faults.add(fault.at(streamPath, fault.status(status)));
    const result = await bench.run(name, { stream_id: id });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{ statusCode: status }] });
  });
});
