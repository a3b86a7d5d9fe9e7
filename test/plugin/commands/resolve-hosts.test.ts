import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fault, hostList, type JsonObject, scanPath, testStartMs } from '../../../src/testing/index.ts';
import { commandBench } from './command-bench.ts';
import { putHosts } from './host-items.ts';

interface Known {
  readonly name: string;
  readonly isGone: boolean;
}

/** Few names, so that several endpoints share one; to the API, `PC-1` is another name than `pc-1`. */
const name = fc.constantFrom('pc-1', 'pc-2', 'PC-1', 'srv');
const asked = fc.constantFrom('pc-1', 'pc-2', 'srv', 'nobody');
const tenants = fc.array(fc.record({ name, isGone: fc.boolean() }), { maxLength: 8 });
const inputs = fc.record({
  host_names: fc.uniqueArray(asked, { maxLength: 4 }),
  endpoint_ids: fc.uniqueArray(fc.integer({ min: 0, max: 9 }).map(String), { maxLength: 4 }),
  shared_names: fc.constantFrom('refuse' as const, 'newest' as const, 'all' as const),
});

async function benchOf(hosts: readonly Known[]) {
  const bench = await commandBench({ requestsPerSecond: Infinity });
  const fieldsOf = ({ name: endpoint_name, isGone }: Known) => ({
    endpoint_name,
    ...(isGone && { endpoint_status: 'UNINSTALLED' }),
  });
  const hostsById = hosts.map((host, index) => {
    const fields = { endpoint_id: `${index}`, last_seen: testStartMs - (hosts.length - index) * 60_000 };
    return [`${index}`, { ...fieldsOf(host), ...fields }] as const;
  });
  putHosts(bench, Object.fromEntries(hostsById));
  return bench;
}

test('every id and name is either acted on or told of, and nothing else is touched', async () => {
  await fc.assert(
    fc.asyncProperty(tenants, inputs, async (hosts, { host_names: names, endpoint_ids: ids, shared_names: shared }) => {
      fc.pre(names.length + ids.length > 0);
      const bench = await benchOf(hosts);
      const given = { ...(names.length > 0 && { host_names: names }), ...(ids.length > 0 && { endpoint_ids: ids }) };
      const { failures } = await bench.run('scan-hosts', { ...given, shared_names: shared });
      await bench.tenant.close();

      const alive = hosts.flatMap((host, index) => (host.isGone ? [] : [{ id: `${index}`, name: host.name }]));
      const takenOf = (wanted: string) => {
        const all = alive.filter((host) => host.name === wanted).map(({ id }) => id);
        return shared === 'all' || all.length === 1 ? all : shared === 'newest' ? all.slice(-1) : [];
      };
      const isAlive = (id: string) => alive.some((host) => host.id === id);
      const taken = new Set([...ids.filter(isAlive), ...names.flatMap(takenOf)]);
      const untouched = [...ids.filter((id) => !isAlive(id)), ...names.filter((each) => takenOf(each).length === 0)];
      const touched = bench.tenant.model.actions.flatMap(({ endpointIds }) => endpointIds);
      expect(touched.toSorted()).toEqual([...taken].toSorted());
      expect(failures.map(({ input }) => input)).toEqual(untouched);
    }),
    { numRuns: 150 },
  );
});

describe('hosts that are looked up', () => {
  test('are asked for a hundred at a time, and by one request where they are fewer', async () => {
    const bench = await commandBench();
    putHosts(bench, Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`pc-${index}`, {}])));
    const names = Array.from({ length: 250 }, (_, index) => `pc-${index}`);
    await bench.run('scan-hosts', { host_names: names });
    expect(bench.sent(hostList.path).length).toBeLessThanOrEqual(5);
    expect(bench.tenant.model.actions[0]?.endpointIds).toHaveLength(250);
    await bench.run('scan-hosts', { host_names: ['pc-3'] });
    expect(bench.sent(hostList.path).length).toBeLessThanOrEqual(6);
  });

  test('may be many of one name', async () => {
    const bench = await commandBench();
    const twin = { endpoint_name: 'vdi' };
    putHosts(bench, Object.fromEntries(Array.from({ length: 130 }, (_, index) => [`${index}`, twin])));
    await bench.run('scan-hosts', { host_names: ['vdi'], shared_names: 'all' });
    expect(bench.tenant.model.actions[0]?.endpointIds).toHaveLength(130);
    const refused = await bench.run('scan-hosts', { host_names: ['vdi'] });
    expect(refused.failures[0]?.message).toMatch(/^130 endpoints are named "vdi": 0-id .* and 120 more\.$/);
  });

  test('are found where the API takes no notice of case, the one that is written so first', async () => {
    const bench = await commandBench();
    putHosts(bench, { 'PC-1': {}, 'pc-2': {}, 'Pc-2': {} });
    const all = fault.change((answer) => {
      const endpoints = bench.tenant.model.hosts.visible(bench.clock.now());
      return { ...answer, body: { reply: { total_count: 3, result_count: 3, endpoints } } };
    });
    bench.tenant.faults.add(fault.at(hostList.path, all));
    const result = await bench.run('scan-hosts', { host_names: ['pc-1', 'pc-2'] });
    expect(result).toMatchObject({ returnData: 'Successful', keyFields: { endpoint_ids: ['PC-1-id', 'pc-2-id'] } });
  });

  test('of an API that gives the same page for ever end, and nothing is done', async () => {
    const bench = await commandBench({ requestsPerSecond: Infinity });
    putHosts(bench, Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`pc-${index}`, {}])));
    const endpoints = bench.tenant.model.hosts.visible(bench.clock.now());
    const same = fault.status(200, { body: { reply: { endpoints } } });
    bench.tenant.faults.add(fault.at(hostList.path, same));
    expect(await bench.run('scan-hosts', { host_names: ['pc-1'] })).toMatchObject({
      returnData: 'Failed',
      failures: [{ kind: 'protocol', message: expect.stringContaining('than it can list') }],
    });
    expect(bench.sent(scanPath)).toEqual([]);
  });
});

test('a host that the API lists twice is one', async () => {
  const bench = await benchOf([{ name: 'pc-1', isGone: false }]);
  const twice = fault.change((answer) => {
    const { reply } = answer.body as { readonly reply: { readonly endpoints: readonly JsonObject[] } };
    return { ...answer, body: { reply: { ...reply, endpoints: [...reply.endpoints, ...reply.endpoints] } } };
  });
  bench.tenant.faults.add(fault.at('/public_api/v1/endpoints/get_endpoint', twice));
  expect(await bench.run('scan-hosts', { host_names: ['pc-1'] })).toMatchObject({ returnData: 'Successful' });
});
