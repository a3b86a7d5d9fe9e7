import { describe, expect, test } from 'vitest';
import { fault, hostList, type JsonObject, testStartMs } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';
import { putHosts } from './host-items.ts';

const windows = { os_type: 'AGENT_OS_WINDOWS', group_name: ['clients'] };

const three = {
  'pc-1': { ip: ['192.0.2.1'], users: ['larsen'], is_isolated: 'AGENT_ISOLATED', ...windows },
  'pc-2': { ip: ['192.0.2.2'], endpoint_status: 'LOST', ...windows, os_type: 'AGENT_OS_MAC' },
  'srv-1': { ip: ['192.0.2.3'], os_type: 'AGENT_OS_LINUX', group_name: ['servers'] },
};

async function benchOfThree() {
  const bench = await commandBench();
  putHosts(bench, three);
  return bench;
}

describe('search-hosts', () => {
  test('brings all hosts, the one last seen first, and a record of each', async () => {
    const bench = await benchOfThree();
    const result = await bench.run('search-hosts');
    expect(result).toMatchObject({
      returnData: 'Successful',
      failures: [],
      rawData: { reply: { total_count: 3, result_count: 3 } },
      keyFields: {
        count: 3,
        total_count: 3,
        endpoint_ids: ['pc-1-id', 'pc-2-id', 'srv-1-id'],
        host_names: ['pc-1', 'pc-2', 'srv-1'],
      },
    });
    expect(result.records).toHaveLength(3);
    expect(result.records[1]).toMatchObject({
      eventName: 'paloalto.cortex.endpoint',
      observedTime: [testStartMs / 1000, 0],
      body: bench.tenant.model.hosts.visible(bench.clock.now()).find((host) => host['endpoint_id'] === 'pc-2-id'),
      attributes: {
        'host.id': 'pc-2-id',
        'host.name': 'pc-2',
        'host.ip': ['192.0.2.2'],
        'os.type': 'darwin',
        'paloalto.cortex.endpoint.status': 'LOST',
        'paloalto.cortex.endpoint.isolation': 'AGENT_UNISOLATED',
      },
    });
    expect(new Set(result.records.map(({ uid }) => uid)).size).toBe(3);
  });

  test('a host that has not changed has the same record id again', async () => {
    const bench = await benchOfThree();
    const [first, second] = [await bench.run('search-hosts'), await bench.run('search-hosts')];
    expect(second.records.map(({ uid }) => uid)).toEqual(first.records.map(({ uid }) => uid));
  });

  test('what privacy rules hide is in no record', async () => {
    const bench = await commandBench({ settings: { privacy: { drop: ['users'] } } });
    putHosts(bench, three);
    const { records } = await bench.run('search-hosts', { host_names: ['pc-1'] });
    expect(records).toHaveLength(1);
    expect(JSON.stringify(records)).not.toContain('larsen');
  });

  test.each<[input: Record<string, unknown>, found: string[]]>([
    [{ host_names: 'pc-2' }, ['pc-2']],
    [{ endpoint_ids: ['srv-1-id'] }, ['srv-1']],
    [{ user_names: ['larsen'] }, ['pc-1']],
    [{ group_names: ['servers'] }, ['srv-1']],
    [{ host_ips: '192.0.2.3' }, ['srv-1']],
    [{ host_status: 'Lost' }, ['pc-2']],
    [{ platform: 'MacOS' }, ['pc-2']],
    [{ platform: 'Linux', group_names: ['servers'] }, ['srv-1']],
    [{ isolated: 'Isolated' }, ['pc-1']],
    [{ last_seen_after: '2026-03-02T07:58:30Z' }, ['pc-1']],
    [{ last_seen_after: '2026-03-02 07:57', last_seen_before: '2026-03-02 07:58' }, ['pc-2', 'srv-1']],
    [{ host_ips: '198.51.100.1' }, []],
  ])('with %j it finds %j', async (input, found) => {
    const bench = await benchOfThree();
    const result = await bench.run('search-hosts', input);
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { host_names: found } });
  });

  test('reads page after page up to the limit, and says where to go on', async () => {
    const bench = await commandBench();
    putHosts(bench, Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`pc-${index}`, {}])));
    const some = await bench.run('search-hosts', { limit: 150 });
    expect(some.keyFields).toMatchObject({ count: 150, total_count: 250, next_offset: 150 });
    expect(some.rawData).toMatchObject({
      results: [{ reply: { result_count: 100 } }, { reply: { result_count: 50 } }],
    });
    const rest = await bench.run('search-hosts', { limit: 150, offset: 150 });
    expect(rest.keyFields).toMatchObject({ count: 100 });
    expect(rest.keyFields).not.toHaveProperty('next_offset');
    const ids = [some, rest].flatMap(({ keyFields }) => keyFields['endpoint_ids']);
    expect(new Set(ids).size).toBe(250);
  });

  test('names that are nobody’s are told one by one, beside what was found', async () => {
    const bench = await benchOfThree();
    const result = await bench.run('search-hosts', { host_names: ['pc-1', 'pc-8', 'pc-9'] });
    expect(result).toMatchObject({
      returnData: 'Partially Successful',
      keyFields: { host_names: ['pc-1'] },
      failures: [
        {
          indicator: 'Search Hosts failed.',
          input: 'pc-8',
          statusCode: 404,
          message: 'There is no host named "pc-8".',
        },
        { input: 'pc-9', message: 'There is no host named "pc-9".', outcome: 'not done' },
      ],
    });
    expect(await bench.run('search-hosts', { host_names: ['pc-9'] })).toMatchObject({ returnData: 'Failed' });
  });

  test('names are not called nobody’s where the limit has cut the search short', async () => {
    const bench = await benchOfThree();
    const result = await bench.run('search-hosts', { host_names: ['pc-1', 'pc-2', 'pc-9'], limit: 1 });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { host_names: ['pc-1'], next_offset: 1 } });
  });

  test('names are called nobody’s where the limit is just reached, and there are no more', async () => {
    const bench = await benchOfThree();
    const result = await bench.run('search-hosts', { host_names: ['pc-1', 'pc-9'], limit: 1 });
    expect(result).toMatchObject({ returnData: 'Partially Successful', failures: [{ input: 'pc-9' }] });
    expect(result.keyFields).not.toHaveProperty('next_offset');
  });

  test.each([
    [400, /Correct the input/],
    [402, /licence.*ask/],
    [403, /role with this permission/],
    [404, /Check the address/],
  ])('HTTP %i is told as it is, with what to do', async (status, remedy) => {
    const bench = await benchOfThree();
    bench.tenant.faults.add(fault.status(status, { body: { reply: { err_code: status, err_msg: 'No' } } }));
    expect(await bench.run('search-hosts')).toMatchObject({
      returnData: 'Failed',
      rawData: null,
      failures: [
        {
          indicator: 'Search Hosts failed.',
          statusCode: status,
          outcome: 'not done',
          remedy: expect.stringMatching(remedy) as string,
        },
      ],
    });
    expect(bench.tenant.requests).toHaveLength(1);
  });

  test('what is throttled once is asked again; what stays throttled is told', async () => {
    const bench = await benchOfThree();
    const remove = bench.tenant.faults.add(fault.once(fault.status(429)));
    expect(await bench.run('search-hosts')).toMatchObject({ returnData: 'Successful', keyFields: { count: 3 } });
    remove();
    bench.tenant.faults.add(fault.status(429));
    expect(await bench.run('search-hosts')).toMatchObject({
      returnData: 'Failed',
      failures: [{ statusCode: 429, kind: 'throttled', remedy: expect.stringContaining('Try again in a minute') }],
    });
  });

  test('a connection that is cut is asked once more: it only reads', async () => {
    const bench = await benchOfThree();
    bench.tenant.faults.add(fault.once(fault.reset('after')));
    expect(await bench.run('search-hosts')).toMatchObject({ returnData: 'Successful', keyFields: { count: 3 } });
  });

  test('an answer without a list is no answer of no hosts', async () => {
    const bench = await benchOfThree();
    bench.tenant.faults.add(fault.at(hostList.path, fault.status(200, { body: { reply: {} } })));
    expect(await bench.run('search-hosts', { host_names: ['pc-1'] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ message: expect.stringContaining('without a list of endpoints'), kind: 'protocol' }],
    });
  });

  test.each([
    [{ host_status: 'asleep' }, 'host_status must be one of connected, disconnected, lost, uninstalled'],
    [{ limit: 0 }, 'limit must be a whole number from 1 to 10000'],
    [{ last_seen_after: '2026-02-01', last_seen_before: '2026-01-01' }, 'last_seen_before must not be before'],
    [{ hostnames: ['pc-1'] }, 'hostnames is no parameter of search-hosts'],
  ])('%j is refused before anything is sent', async (input, said) => {
    const bench = await benchOfThree();
    await expect(bench.run('search-hosts', input)).rejects.toThrow(said);
    expect(bench.tenant.requests).toEqual([]);
  });
});

describe('search-hosts, of a tenant that answers oddly', () => {
  test('null in place of a list is none', async () => {
    const bench = await commandBench();
    bench.tenant.faults.add(
      fault.at(
        '/public_api/v1/endpoints/get_endpoint',
        fault.status(200, { body: { reply: { total_count: 0, result_count: 0, endpoints: null } } }),
      ),
    );
    expect(await bench.run('search-hosts')).toMatchObject({ returnData: 'Successful', keyFields: { count: 0 } });
  });

  test('a page that is not full is not the last one where more are counted, and a host on the next one is found', async () => {
    const bench = await benchOfThree();
    const first = fault.change((answer) => {
      const { reply } = answer.body as { readonly reply: { readonly endpoints: readonly JsonObject[] } };
      return { ...answer, body: { reply: { ...reply, endpoints: reply.endpoints.slice(0, 2) } } };
    });
    bench.tenant.faults.add(fault.at('/public_api/v1/endpoints/get_endpoint', fault.once(first)));
    const result = await bench.run('search-hosts', { host_names: ['pc-1', 'pc-2', 'srv-1'] });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { count: 3 } });
  });

  test('pages that are always the same come to an end', async () => {
    const bench = await benchOfThree();
    const endpoints = [{ endpoint_id: 'a', endpoint_name: 'pc-1' }];
    const body = { reply: { total_count: 5000, result_count: 1, endpoints } };
    bench.tenant.faults.add(fault.at('/public_api/v1/endpoints/get_endpoint', fault.status(200, { body })));
    expect((await bench.run('search-hosts', { limit: 10_000 })).keyFields).toMatchObject({ count: 1 });
    expect(bench.sent('/public_api/v1/endpoints/get_endpoint').length).toBeLessThan(4);
  });
});
