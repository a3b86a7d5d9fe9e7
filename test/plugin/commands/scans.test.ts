import { describe, expect, test } from 'vitest';
import { abortScanPath, fault, hostList, scanPath } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';
import { putHosts } from './host-items.ts';

const kinds = [
  { name: 'scan-hosts', title: 'Scan Hosts', path: scanPath, kind: 'scan' },
  { name: 'cancel-scan-hosts', title: 'Cancel Scan Hosts', path: abortScanPath, kind: 'abort_scan' },
] as const;

const lasting = { pendingMs: 60_000, runMs: 3_600_000 };

/** Three hosts; for what stops scans, all of them are being scanned. */
async function benchFor(name: string) {
  const bench = await commandBench();
  putHosts(bench, { 'pc-1': {}, 'pc-2': {}, 'srv-1': {} });
  bench.tenant.model.reactions.otherwise(lasting);
  if (name === 'cancel-scan-hosts') await bench.run('scan-hosts', { all: true });
  const scanOf = (host: string) =>
    bench.tenant.model.hosts.visible(bench.clock.now()).find((each) => each['endpoint_name'] === host)?.['scan_status'];
  return { ...bench, scanOf };
}

describe.each(kinds)('$name', ({ name, title, path, kind }) => {
  const done = (bench: Awaited<ReturnType<typeof benchFor>>) =>
    bench.tenant.model.actions.filter((action) => action.kind === kind);

  test('is about the hosts that are named, by their ids, and says how to follow it', async () => {
    const bench = await benchFor(name);
    const result = await bench.run(name, { host_names: ['srv-1'], endpoint_ids: ['pc-1-id'], incident_id: '891' });
    const [action] = done(bench);
    expect(result).toMatchObject({
      returnData: 'Successful',
      rawData: { reply: { action_id: action?.id, endpoints_count: 2 } },
      keyFields: {
        action_id: action?.id,
        endpoint_ids: ['pc-1-id', 'srv-1-id'],
        endpoints_count: 2,
        note: expect.stringContaining('Accepted, not done yet: follow it with get-action-status'),
      },
    });
    const filters = [{ field: 'endpoint_id_list', operator: 'in', value: ['pc-1-id', 'srv-1-id'] }];
    expect(bench.sent(path)).toEqual([{ request_data: { filters, incident_id: '891' } }]);
  });

  test('is about all endpoints only where that is said', async () => {
    const bench = await benchFor(name);
    const result = await bench.run(name, { all: true });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { all: true, endpoints_count: 3 } });
    expect(bench.sent(path)).toEqual([{ request_data: { filters: 'all' } }]);
  });

  test.each([
    [{}, 'the input must name a host (host_names, endpoint_ids), or say all: true'],
    [{ all: false, incident_id: '891' }, 'or say all: true'],
    [{ host_names: [] }, 'host_names must hold at least one'],
    [{ host_names: ['pc-1'], all: true }, 'the input must either name hosts or say all: true'],
    [{ all: 'yes' }, 'all must be true or false'],
  ])('%j is refused before anything is sent: nothing is never everything', async (input, said) => {
    const bench = await commandBench();
    putHosts(bench, { 'pc-1': {} });
    await expect(bench.run(name, input)).rejects.toThrow(said);
    expect(bench.tenant.requests).toEqual([]);
  });

  test('hosts that are nobody’s are named one by one; where all are, nothing is sent', async () => {
    const bench = await benchFor(name);
    const failures = [{ indicator: `${title} failed.`, input: 'pc-8', statusCode: 404 }];
    const some = await bench.run(name, { host_names: ['pc-1', 'pc-8'] });
    expect(some).toMatchObject({ returnData: 'Partially Successful', failures });
    const none = await bench.run(name, { host_names: ['pc-8'] });
    expect(none).toMatchObject({ returnData: 'Failed', failures, rawData: null });
    expect(bench.sent(path)).toHaveLength(1);
  });

  test.each([403, 404])('HTTP %i means that nothing was done', async (status) => {
    const bench = await benchFor(name);
    bench.tenant.faults.add(fault.at(path, fault.status(status)));
    for (const input of [{ host_names: ['pc-1'] }, { all: true }]) {
      const failures = [{ statusCode: status, outcome: 'not done' }];
      expect(await bench.run(name, input)).toMatchObject({ returnData: 'Failed', failures });
    }
    expect(bench.sent(path)).toHaveLength(2);
    expect(done(bench)).toEqual([]);
  });

  test('what is throttled was not looked at: it is sent again, and if that lasts, not done', async () => {
    const bench = await benchFor(name);
    const remove = bench.tenant.faults.add(fault.at(path, fault.once(fault.status(429))));
    expect(await bench.run(name, { host_names: ['pc-1'] })).toMatchObject({ returnData: 'Successful' });
    remove();
    bench.tenant.faults.add(fault.at(path, fault.status(429)));
    const failures = [{ statusCode: 429, kind: 'throttled', outcome: 'not done' }];
    expect(await bench.run(name, { host_names: ['pc-2'] })).toMatchObject({ returnData: 'Failed', failures });
    expect(done(bench)).toHaveLength(1);
  });

  test.each([
    ['after', 1, { all: true }],
    ['after', 1, { host_names: ['pc-1'] }],
    ['before', 0, { all: true }],
    ['before', 0, { host_names: ['pc-1'] }],
  ] as const)(
    'a connection cut %s the write was done %i times is unknown, and never sent twice',
    async (when, times, input) => {
      const bench = await benchFor(name);
      bench.tenant.faults.add(fault.at(path, fault.reset(when)));
      expect(await bench.run(name, input)).toMatchObject({
        returnData: 'Failed',
        failures: [
          {
            statusCode: null,
            kind: 'unavailable',
            outcome: 'unknown',
            remedy: expect.stringMatching(/may have been done.*scan_status.*before you try again/),
          },
        ],
      });
      expect(bench.sent(path)).toHaveLength(1);
      expect(done(bench)).toHaveLength(times);
    },
  );

  test('what is accepted for all, and nobody takes part in, has failed', async () => {
    const bench = await benchFor(name);
    const body = { reply: { action_id: 7, status: 1, endpoints_count: 0 } };
    bench.tenant.faults.add(fault.at(path, fault.status(200, { body })));
    expect(await bench.run(name, { all: true })).toMatchObject({
      returnData: 'Failed',
      failures: [{ code: 'CMD-911', statusCode: 404, outcome: 'not done' }],
    });
  });

  test('a tenant that cannot be connected to has done nothing', async () => {
    const bench = await benchFor(name);
    await bench.tenant.close();
    expect(await bench.run(name, { all: true })).toMatchObject({
      returnData: 'Failed',
      failures: [{ statusCode: null, code: 'NET-102', outcome: 'not done' }],
    });
  });

  test('an operator who gives up while the write is under way is told that nobody knows', async () => {
    const bench = await benchFor(name);
    const stop = new AbortController();
    const givesUp = fault.when(() => (stop.abort(), true), fault.hang());
    bench.tenant.faults.add(fault.at(path, givesUp));
    const failures = [{ code: 'CMD-903', outcome: 'unknown' }];
    expect(await bench.run(name, { all: true }, stop.signal)).toMatchObject({ returnData: 'Failed', failures });
    expect(bench.sent(path)).toHaveLength(1);
  });

  test('an operator who gives up before it is told so, and nothing is sent', async () => {
    const bench = await benchFor(name);
    const stop = new AbortController();
    bench.tenant.faults.add(
      fault.at(
        hostList.path,
        fault.when(() => (stop.abort(), true), fault.hang()),
      ),
    );
    await expect(bench.run(name, { host_names: ['pc-1'] }, stop.signal)).rejects.toThrow('aborted');
    expect(bench.sent(path)).toEqual([]);
  });
});

describe('scans that can be stopped', () => {
  test('are stopped, and get-action-status tells so', async () => {
    const bench = await benchFor('cancel-scan-hosts');
    await bench.clock.advance(120_000);
    expect(bench.scanOf('pc-1')).toBe('SCAN_STATUS_IN_PROGRESS');
    await bench.run('cancel-scan-hosts', { host_names: ['pc-1'] });
    await bench.clock.advance(7_200_000);
    expect([bench.scanOf('pc-1'), bench.scanOf('pc-2')]).toEqual(['SCAN_STATUS_ABORTED', 'SCAN_STATUS_SUCCESS']);
  });

  test('are those of some of the hosts: the others are named', async () => {
    const bench = await benchFor('');
    await bench.run('scan-hosts', { host_names: ['pc-1'] });
    const result = await bench.run('cancel-scan-hosts', { host_names: ['pc-1', 'pc-2'] });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        {
          input: 'pc-2-id',
          statusCode: 404,
          message: expect.stringMatching(/accepted for 1 of 2 endpoints.*no scan that is pending or in progress/),
        },
      ],
      keyFields: { endpoints_count: 1 },
    });
  });

  test('are none: that is no doubt, nothing was done', async () => {
    const bench = await benchFor('');
    expect(await bench.run('cancel-scan-hosts', { all: true })).toMatchObject({
      returnData: 'Failed',
      failures: [
        {
          statusCode: 500,
          outcome: 'not done',
          message: expect.stringContaining('No endpoint was found'),
          remedy: expect.stringContaining('no scan that is pending or in progress'),
        },
      ],
    });
  });

  test('are not known where the action cannot be looked at: how many is told', async () => {
    const bench = await benchFor('');
    await bench.run('scan-hosts', { host_names: ['pc-1'] });
    bench.tenant.faults.add(fault.at('/public_api/v1/actions/get_action_status', fault.status(403)));
    expect(await bench.run('cancel-scan-hosts', { host_names: ['pc-1', 'pc-2'] })).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ message: 'Not all take part: it was accepted for 1 of 2 endpoints.' }],
    });
  });
});
