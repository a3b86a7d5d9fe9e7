import { expect, test } from 'vitest';
import { fault } from '../../../src/testing/index.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { commandBench } from './command-bench.ts';

const quotaPath = '/public_api/v1/xql/get_quota';

test('a question that is throttled is asked again, and people are told of the wait', async () => {
  const bench = await commandBench();
  const quota = { reply: { license_quota: 5, used_quota: 0.5 } };
  bench.tenant.faults.add(fault.at(quotaPath, fault.inTurn(fault.retryAfter('7'), fault.status(200, { body: quota }))));
  expect(await bench.run('get-xql-query-quota')).toMatchObject({
    returnData: 'Successful',
    rawData: quota,
    keyFields: { license_quota: 5, used_quota: 0.5 },
  });
  expect(bench.sent(quotaPath)).toHaveLength(2);
  expect(bench.told).toEqual([expect.stringContaining('asking again in 7 s')]);
});

test('a connector without commands refuses them before anything is sent', async () => {
  const bench = await commandBench({ settings: { commands: 'off' } });
  await expect(bench.run('get-xql-query-quota')).rejects.toThrow('not allowed for this connector (commands: off)');
  expect(bench.tenant.requests).toEqual([]);
});

test('what a call will do is told on one line, whatever the names in it would like to do to it', () => {
  const isolate = createCortexPlugin().commands.find(({ description }) => description.name === 'isolate-hosts');
  expect(isolate?.check({ host_names: ['pc-\u202e0815', '\u001b[2Jsrv\n'] })).toMatchObject({
    summary: 'Isolate 2 endpoints: pc- 0815,  [2Jsrv',
  });
});
