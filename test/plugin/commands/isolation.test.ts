import { describe, expect, test } from 'vitest';
import { fault, hostList, isolatePath, type JsonObject, unisolatePath } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';
import { putHosts } from './host-items.ts';

interface Kind {
  readonly name: string;
  readonly title: string;
  readonly path: string;
  /** State of a host that it makes sense for, of one that needs nothing, and of one that is on the other way. */
  readonly from: string;
  readonly already: string;
  readonly pending: string;
  readonly against: string;
}

const kinds: readonly Kind[] = [
  {
    name: 'isolate-hosts',
    title: 'Isolate Hosts',
    path: isolatePath,
    from: 'AGENT_UNISOLATED',
    already: 'AGENT_ISOLATED',
    pending: 'AGENT_PENDING_ISOLATION',
    against: 'AGENT_PENDING_ISOLATION_CANCELLATION',
  },
  {
    name: 'unisolate-hosts',
    title: 'Unisolate Hosts',
    path: unisolatePath,
    from: 'AGENT_ISOLATED',
    already: 'AGENT_UNISOLATED',
    pending: 'AGENT_PENDING_ISOLATION_CANCELLATION',
    against: 'AGENT_PENDING_ISOLATION',
  },
];

describe.each(kinds)('$name', ({ name, title, path, ...states }) => {
  const ready = { is_isolated: states.from };

  async function benchWith(hosts: Readonly<Record<string, JsonObject>> = { 'pc-1': {}, 'pc-2': {}, 'pc-3': {} }) {
    const bench = await commandBench();
    putHosts(bench, Object.fromEntries(Object.entries(hosts).map(([host, fields]) => [host, { ...ready, ...fields }])));
    const stateOf = (host: string) => {
      const now = bench.tenant.model.hosts.visible(bench.clock.now());
      return now.find((each) => each['endpoint_id'] === `${host}-id`)?.['is_isolated'];
    };
    /** Between the look-up and the request, by somebody else. */
    function changedMeanwhile(host: string, fields: JsonObject): void {
      const change = () => {
        bench.tenant.model.hosts.change(`${host}-id`, fields);
        return false;
      };
      bench.tenant.faults.add(fault.at(path, fault.when(change, fault.none())));
    }

    return { ...bench, stateOf, changedMeanwhile };
  }

  test('does it to hosts named and hosts given by id in one request, and says how to follow it', async () => {
    const bench = await benchWith();
    const input = { host_names: ['pc-2'], endpoint_ids: ['pc-1-id'], incident_id: 891 };
    const result = await bench.run(name, input);
    expect(result).toEqual({
      command: name,
      returnData: 'Successful',
      failures: [],
      rawData: { reply: { action_id: 4001, status: 1, endpoints_count: 2 } },
      keyFields: {
        action_id: 4001,
        endpoint_ids: ['pc-1-id', 'pc-2-id'],
        endpoints_count: 2,
        note: 'Accepted, not done yet: follow it with get-action-status, action_ids: [4001].',
      },
      records: [],
      origin: expect.anything(),
      files: [],
    });
    expect(bench.sent(path)).toEqual([
      {
        request_data: {
          filters: [{ field: 'endpoint_id_list', operator: 'in', value: ['pc-1-id', 'pc-2-id'] }],
          incident_id: '891',
        },
      },
    ]);
    await bench.clock.advance(60_000);
    expect([bench.stateOf('pc-1'), bench.stateOf('pc-2'), bench.stateOf('pc-3')]).toEqual([
      states.already,
      states.already,
      states.from,
    ]);
  });

  test('what is unknown is named one by one, and the rest is done', async () => {
    const bench = await benchWith();
    const result = await bench.run(name, { host_names: ['pc-1', 'pc-8'], endpoint_ids: ['nobody'] });
    const failure = { indicator: `${title} failed.`, statusCode: 404, outcome: 'not done', code: 'CMD-911' };
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        { ...failure, input: 'nobody', message: 'There is no endpoint with the id "nobody".' },
        { ...failure, input: 'pc-8', message: 'There is no host named "pc-8".' },
      ],
      keyFields: { action_id: 4001, endpoint_ids: ['pc-1-id'] },
    });
    expect(bench.tenant.model.actions).toMatchObject([{ endpointIds: ['pc-1-id'] }]);
  });

  test('where all are unknown nothing is sent', async () => {
    const bench = await benchWith();
    const result = await bench.run(name, { host_names: ['pc-8', 'pc-9'] });
    expect(result).toMatchObject({ returnData: 'Failed', failures: [{}, {}], rawData: null, keyFields: {} });
    expect(bench.sent(path)).toEqual([]);
  });

  test('of a name that several endpoints have, nothing is done until it is said which one is meant', async () => {
    const seen = (minutes: number) => ({ endpoint_name: 'twin', last_seen: Date.UTC(2026, 2, 2, 7, minutes) });
    const bench = await benchWith({ old: { ...seen(1), endpoint_status: 'LOST' }, new: seen(59), 'pc-1': {} });
    const result = await bench.run(name, { host_names: ['twin', 'pc-1'] });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        {
          input: 'twin',
          statusCode: 409,
          message:
            '2 endpoints are named "twin": new-id (connected, last seen 2026-03-02T07:59:00.000Z), ' +
            'old-id (lost, last seen 2026-03-02T07:01:00.000Z).',
          remedy: expect.stringContaining('shared_names'),
        },
      ],
      keyFields: { endpoint_ids: ['pc-1-id'] },
    });
    const newest = await bench.run(name, { host_names: ['twin'], shared_names: 'newest' });
    expect(newest.keyFields['endpoint_ids']).toEqual(['new-id']);
  });

  test('of a name with several endpoints all are taken where that is said, those that are uninstalled never', async () => {
    const twin = { endpoint_name: 'twin' };
    const gone = { ...twin, endpoint_status: 'UNINSTALLED' };
    const bench = await benchWith({ a: twin, b: { ...twin, endpoint_status: 'LOST' }, c: gone });
    const result = await bench.run(name, { host_names: ['twin'], shared_names: 'all' });
    expect(result).toMatchObject({
      returnData: 'Successful',
      keyFields: {
        endpoint_ids: ['a-id', 'b-id'],
        not_connected: [{ endpoint_id: 'b-id', endpoint_name: 'twin', endpoint_status: 'LOST' }],
      },
    });
    expect(await bench.run(name, { endpoint_ids: ['c-id'] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ input: 'c-id', statusCode: 409, message: expect.stringContaining('is uninstalled') }],
    });
  });

  test('what is so already, or about to be, is left alone and listed', async () => {
    const done = { 'pc-1': { is_isolated: states.already }, 'pc-2': { is_isolated: states.pending } };
    const bench = await benchWith({ ...done, 'pc-3': {} });
    const some = await bench.run(name, { host_names: ['pc-1', 'pc-2', 'pc-3'] });
    expect(some).toMatchObject({
      returnData: 'Successful',
      keyFields: { endpoint_ids: ['pc-3-id'], already: [{ endpoint_id: 'pc-1-id' }, { endpoint_id: 'pc-2-id' }] },
    });
    const none = await bench.run(name, { host_names: ['pc-1'] });
    expect(none).toMatchObject({ returnData: 'Successful', rawData: null, keyFields: { already: [{}] } });
    expect(bench.tenant.model.actions).toHaveLength(1);
  });

  test('a host that is on its way into the opposite is a failure of its own', async () => {
    const bench = await benchWith({ 'pc-1': { is_isolated: states.against }, 'pc-2': {} });
    const result = await bench.run(name, { host_names: ['pc-1', 'pc-2'] });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ input: 'pc-1-id', statusCode: 409, message: expect.stringContaining('is about to be') }],
      keyFields: { endpoint_ids: ['pc-2-id'] },
    });
  });

  test('that another action stands in the way is no doubt: nothing was done', async () => {
    const bench = await benchWith();
    bench.changedMeanwhile('pc-1', { is_isolated: states.against });
    const result = await bench.run(name, { host_names: ['pc-1'] });
    expect(result).toMatchObject({
      returnData: 'Failed',
      failures: [{ statusCode: 500, code: 'API-409', kind: 'config', outcome: 'not done' }],
    });
    expect(bench.tenant.model.actions).toEqual([]);
  });

  test('endpoints that the API did not take are found out and named', async () => {
    const bench = await benchWith();
    bench.changedMeanwhile('pc-1', { endpoint_status: 'UNINSTALLED' });
    const result = await bench.run(name, { host_names: ['pc-1', 'pc-2'] });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      failures: [{ input: 'pc-1-id', statusCode: 404, message: expect.stringContaining('accepted for 1 of 2') }],
      keyFields: { action_id: 4001, endpoints_count: 1 },
    });
  });

  test('where none of them is there any more, nothing was done', async () => {
    const bench = await benchWith();
    bench.changedMeanwhile('pc-1', { endpoint_status: 'UNINSTALLED' });
    expect(await bench.run(name, { host_names: ['pc-1'] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ statusCode: 500, outcome: 'not done', message: expect.stringContaining('No endpoint was found') }],
    });
  });

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
