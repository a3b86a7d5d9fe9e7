import { describe, expect, test } from 'vitest';
import { actionStatusPath, fault, type JsonObject } from '../../../src/testing/index.ts';
import { isolationBench, isolationKinds } from './isolation-bench.ts';

describe.each(isolationKinds)('$name', (kind) => {
  const { name, title, path, ...states } = kind;
  const benchWith = async (hosts?: Readonly<Record<string, JsonObject>>) => isolationBench(kind, hosts);

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
      confidential: false,
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

  test.for([
    ['of which it is known which ones', { 'pc-1-id': 'PENDING', 'stranger-1': 'PENDING' }, ', among them stranger-1'],
    ['of which nobody knows which ones', undefined, ''],
  ] as const)('that is accepted for more than were asked for, %s, is told at once', async ([, data, named]) => {
    const bench = await benchWith();
    const accepted = { reply: { action_id: 4001, status: 1, endpoints_count: 5000 } };
    bench.tenant.faults.add(fault.at(kind.path, fault.status(200, { body: accepted })));
    if (data) bench.tenant.faults.add(fault.at(actionStatusPath, fault.status(200, { body: { reply: { data } } })));
    expect(await bench.run(name, { host_names: ['pc-1'] })).toMatchObject({
      returnData: 'Partially Successful',
      failures: [
        {
          outcome: 'unknown',
          message: `It was accepted for 5000 endpoints, and 1 were asked for${named}.`,
          remedy: expect.stringContaining('Action Center at once') as string,
        },
      ],
      keyFields: { action_id: 4001, endpoints_count: 5000 },
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
});
