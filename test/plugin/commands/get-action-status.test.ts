import { describe, expect, test } from 'vitest';
import { actionStatusPath, fault } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';
import { putHosts } from './host-items.ts';

const name = 'get-action-status';

async function benchOfActions() {
  const bench = await commandBench();
  putHosts(bench, { 'pc-1': {}, 'pc-2': {}, 'pc-3': {} });
  const errorReason = { errorDescription: 'The disk is full' };
  bench.tenant.model.reactions.put('pc-2-id', { ends: 'FAILED', errorReason });
  await bench.run('scan-hosts', { host_names: ['pc-1', 'pc-2'] });
  await bench.run('isolate-hosts', { host_names: ['pc-3'] });
  return bench;
}

describe('get-action-status', () => {
  test('tells how far the endpoints of each action are', async () => {
    const bench = await benchOfActions();
    expect(await bench.run(name, { action_ids: [4001, 4002] })).toMatchObject({
      returnData: 'Successful',
      failures: [],
      rawData: {
        results: [
          { reply: { data: { 'pc-1-id': 'PENDING', 'pc-2-id': 'PENDING' } } },
          { reply: { data: { 'pc-3-id': 'PENDING' } } },
        ],
      },
      keyFields: {
        final: false,
        actions: [
          { action_id: '4001', final: false, counts: { PENDING: 2 } },
          { action_id: '4002', final: false, counts: { PENDING: 1 } },
        ],
      },
    });
    expect(bench.sent(actionStatusPath)).toEqual([
      { request_data: { group_action_id: 4001 } },
      { request_data: { group_action_id: 4002 } },
    ]);
  });

  test('waits until all have come to an end, tells of it meanwhile, and says which failed and why', async () => {
    const bench = await benchOfActions();
    expect(await bench.run(name, { action_ids: ['4001'], wait: true })).toMatchObject({
      returnData: 'Successful',
      rawData: { reply: { data: { 'pc-1-id': 'COMPLETED_SUCCESSFULLY', 'pc-2-id': 'FAILED' } } },
      keyFields: {
        final: true,
        actions: [
          {
            action_id: '4001',
            final: true,
            counts: { COMPLETED_SUCCESSFULLY: 1, FAILED: 1 },
            unsuccessful: [
              { endpoint_id: 'pc-2-id', status: 'FAILED', reason: { errorDescription: 'The disk is full' } },
            ],
          },
        ],
      },
    });
    expect(bench.told).toContain('endpoints done: 0 of 2');
  });

  test('waits ever less often, and no longer than was said', async () => {
    const bench = await benchOfActions();
    bench.tenant.model.hosts.change('pc-3-id', { endpoint_status: 'DISCONNECTED' });
    bench.tenant.model.reactions.put('pc-1-id', { runMs: 10 * 86_400_000 });
    await bench.run('scan-hosts', { host_names: ['pc-1'] });
    const startMs = bench.clock.now();
    const result = await bench.run(name, { action_ids: [4002, 4003], wait: true, max_wait_seconds: 3600 });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        {
          indicator: 'Get Action Status failed.',
          input: '4003',
          code: 'CMD-921',
          statusCode: 202,
          message: 'After 3600 s 1 of the endpoints of action 4003 have not come to an end.',
        },
      ],
      keyFields: { final: false },
    });
    expect(bench.clock.now() - startMs).toBeGreaterThanOrEqual(3_600_000);
    expect(bench.clock.now() - startMs).toBeLessThan(3_610_000);
    expect(bench.sent(actionStatusPath).length).toBeLessThan(140);
  });

  test('an action nobody has begun is a failure of its own', async () => {
    const bench = await benchOfActions();
    expect(await bench.run(name, { action_ids: [4001, 99] })).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        { input: '99', code: 'CMD-922', statusCode: 404, message: 'There is no action 99, or it has no endpoints.' },
      ],
      keyFields: { final: false, actions: [{ action_id: '4001' }] },
    });
  });

  test('null in place of its endpoints is none', async () => {
    const bench = await commandBench();
    bench.tenant.faults.add(
      fault.at('/public_api/v1/actions/get_action_status', fault.status(200, { body: { reply: { data: null } } })),
    );
    expect(await bench.run('get-action-status', { action_ids: ['7'] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: '7', statusCode: 404 }],
    });
  });

  test('an action that has just been accepted is given a while to appear', async () => {
    const bench = await benchOfActions();
    const empty = fault.status(200, { body: { reply: { data: {} } } });
    bench.tenant.faults.add(fault.at(actionStatusPath, fault.first(3, empty)));
    const result = await bench.run(name, { action_ids: [4001], wait: true });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { final: true } });
    const startMs = bench.clock.now();
    expect(await bench.run(name, { action_ids: [99], wait: true })).toMatchObject({ returnData: 'Failed' });
    expect(bench.clock.now() - startMs).toBeLessThan(60_000);
  });

  test('waiting outlasts an outage', async () => {
    const bench = await benchOfActions();
    bench.tenant.faults.add(fault.at(actionStatusPath, fault.inTurn(fault.none(), fault.first(20, fault.reset()))));
    const result = await bench.run(name, { action_ids: [4001], wait: true });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { final: true } });
  });

  test('an outage that lasts leaves what was seen before it', async () => {
    const bench = await benchOfActions();
    bench.tenant.faults.add(fault.at(actionStatusPath, fault.after(1, fault.reset())));
    expect(await bench.run(name, { action_ids: [4001], wait: true, max_wait_seconds: 60 })).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: '4001', kind: 'unavailable', outcome: 'not done' }],
      keyFields: { final: false, actions: [{ action_id: '4001', counts: { PENDING: 2 } }] },
    });
  });

  test.each([
    [403, 'permission', false],
    [404, 'config', false],
    [429, 'throttled', true],
  ])('HTTP %i is a failure of each action, and waited for only where it heals', async (status, kind, heals) => {
    const bench = await benchOfActions();
    bench.tenant.faults.add(fault.at(actionStatusPath, fault.status(status)));
    const startMs = bench.clock.now();
    const input = { action_ids: [4001, 4002], wait: true, max_wait_seconds: 600 };
    expect(await bench.run(name, input)).toMatchObject({
      returnData: 'Failed',
      failures: ['4001', '4002'].map((action) => ({
        indicator: 'Get Action Status failed.',
        input: action,
        statusCode: status,
        kind,
      })),
    });
    expect(bench.clock.now() - startMs >= 600_000).toBe(heals);
  });

  test.each([
    [403, 1],
    // Each four times, with patience; two that are not answered are enough.
    [503, 8],
  ])('HTTP %i to a hundred actions is met %i times', async (status, requests) => {
    const bench = await benchOfActions();
    bench.tenant.faults.add(fault.at(actionStatusPath, fault.status(status)));
    const result = await bench.run(name, { action_ids: Array.from({ length: 100 }, (_, n) => n + 1) });
    expect(result.failures).toHaveLength(100);
    expect(bench.sent(actionStatusPath)).toHaveLength(requests);
  });

  test('what is throttled once is asked again, and so is what is cut: it only reads', async () => {
    const bench = await benchOfActions();
    const ill = fault.inTurn(fault.status(429), fault.reset('after'), fault.none());
    bench.tenant.faults.add(fault.at(actionStatusPath, ill));
    expect(await bench.run(name, { action_ids: [4001] })).toMatchObject({ returnData: 'Successful' });
  });

  test('a status no document names keeps it waiting rather than being taken for an end', async () => {
    const bench = await benchOfActions();
    const queued = fault.status(200, { body: { reply: { data: { 'pc-1-id': 'QUEUED' } } } });
    bench.tenant.faults.add(fault.at(actionStatusPath, queued));
    const result = await bench.run(name, { action_ids: [4001] });
    expect(result).toMatchObject({
      returnData: 'Successful',
      keyFields: { final: false, actions: [{ counts: { QUEUED: 1 } }] },
    });
  });

  test('whoever gives up waiting is told so', async () => {
    const bench = await benchOfActions();
    const stop = new AbortController();
    bench.tenant.faults.add(
      fault.at(
        actionStatusPath,
        fault.when(() => (stop.abort(), false), fault.none()),
      ),
    );
    await expect(bench.run(name, { action_ids: [4001], wait: true }, stop.signal)).rejects.toThrow('aborted');
  });

  test.each([
    [{}, 'action_ids is required, and must be a list of ids of actions'],
    [{ action_ids: ['isolate'] }, 'action_ids must be numbers, such as 4001'],
    [{ action_ids: [4001], max_wait_seconds: 0 }, 'max_wait_seconds must be a whole number from 1'],
  ])('%j is refused before anything is sent', async (input, said) => {
    const bench = await commandBench();
    await expect(bench.run(name, input)).rejects.toThrow(said);
    expect(bench.tenant.requests).toEqual([]);
  });
});
