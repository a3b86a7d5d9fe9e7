import { describe, expect, test } from 'vitest';
import { fault, hostList } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';
import { isolationBench, isolationKinds } from './isolation-bench.ts';

describe.each(isolationKinds)('$name', (kind) => {
  const { name, title, path } = kind;
  const benchWith = async () => isolationBench(kind);

  test.each([403, 404])('HTTP %i of the write means that nothing was done', async (status) => {
    const bench = await benchWith();
    bench.tenant.faults.add(
      fault.at(path, fault.status(status, { body: { reply: { err_code: status, err_msg: 'No' } } })),
    );
    expect(await bench.run(name, { host_names: ['pc-1'] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ statusCode: status, outcome: 'not done' }],
      keyFields: { endpoint_ids: ['pc-1-id'] },
    });
    expect(bench.sent(path)).toHaveLength(1);
  });

  test('a key that may not look hosts up changes nothing', async () => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(hostList.path, fault.status(403)));
    expect(await bench.run(name, { host_names: ['pc-1'] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ statusCode: 403, kind: 'permission', outcome: 'not done' }],
    });
    expect(bench.sent(path)).toEqual([]);
  });

  test('a write that is throttled was not looked at, and is sent again; one that stays throttled is not done', async () => {
    const bench = await benchWith();
    const remove = bench.tenant.faults.add(fault.at(path, fault.once(fault.status(429))));
    expect(await bench.run(name, { host_names: ['pc-1'] })).toMatchObject({ returnData: 'Successful' });
    expect(bench.sent(path)).toHaveLength(2);
    remove();
    bench.tenant.faults.add(fault.at(path, fault.status(429)));
    expect(await bench.run(name, { host_names: ['pc-2'] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ statusCode: 429, kind: 'throttled', outcome: 'not done' }],
    });
    expect(bench.tenant.model.actions).toHaveLength(1);
  });

  test.each([
    ['after', 1],
    ['before', 0],
  ] as const)('a connection cut %s the write was read is unknown, and never sent twice', async (when, done) => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(path, fault.reset(when)));
    expect(await bench.run(name, { host_names: ['pc-1'] })).toMatchObject({
      returnData: 'Failed',
      failures: [
        {
          indicator: `${title} failed.`,
          statusCode: null,
          kind: 'unavailable',
          outcome: 'unknown',
          remedy: expect.stringMatching(/may have been done.*search-hosts.*before you try again/),
        },
      ],
      rawData: null,
      keyFields: { endpoint_ids: ['pc-1-id'] },
    });
    expect(bench.sent(path)).toHaveLength(1);
    expect(bench.tenant.model.actions).toHaveLength(done);
  });

  test.each([500, 502, 504])('HTTP %i without a reason is unknown, too', async (status) => {
    const bench = await benchWith();
    bench.tenant.faults.add(fault.at(path, fault.status(status, { body: '' })));
    const result = await bench.run(name, { host_names: ['pc-1'] });
    expect(result.failures).toMatchObject([{ statusCode: status, outcome: 'unknown' }]);
    expect(bench.sent(path)).toHaveLength(1);
  });

  test('a tenant that cannot be connected to has done nothing', async () => {
    const bench = await benchWith();
    await bench.tenant.close();
    expect(await bench.run(name, { host_names: ['pc-1'] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ statusCode: null, code: 'NET-102', outcome: 'not done' }],
    });
  });

  test.each([
    [{}, 'the input must name a host: endpoint_ids or host_names'],
    [{ host_names: [] }, 'host_names must hold at least one'],
    [{ endpoint_ids: Array.from({ length: 1001 }, (_, index) => `${index}`) }, 'must hold at most 1000'],
    [
      { endpoint_ids: Array.from({ length: 1000 }, (_, index) => `${index}`), host_names: ['pc-1'] },
      'at most 1000 hosts',
    ],
    [{ host_names: ['pc-1'], shared_names: 'any' }, 'shared_names must be one of refuse, newest, all'],
  ])('an input that is wrong is refused before anything is sent', async (input, said) => {
    const bench = await benchWith();
    await expect(bench.run(name, input)).rejects.toThrow(said);
    expect(bench.tenant.requests).toEqual([]);
  });

  test('a connector that reads only refuses it before anything is sent', async () => {
    const bench = await commandBench({ settings: { commands: 'read' } });
    await expect(bench.run(name, { host_names: ['pc-1'] })).rejects.toMatchObject({ code: 'CMD-902' });
    expect(bench.tenant.requests).toEqual([]);
  });
});
