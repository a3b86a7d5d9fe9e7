import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../../src/contract/index.ts';
import {
  believableHost,
  createTenantModel,
  hostIndexPath,
  hostList,
  seededRandom,
  type JsonObject,
} from '../../../../src/testing/index.ts';
import { replyOf } from '../reply-of.ts';

const at = 1_772_000_000_000;
const filter = (field: string, operator: string, value: JsonValue) => ({ field, operator, value });

interface Reply {
  readonly total_count: number;
  readonly result_count: number;
  readonly endpoints: readonly JsonObject[];
}

function host(number: number, fields: JsonObject = {}): JsonObject {
  return { ...believableHost(seededRandom(number), number, at), endpoint_id: `id-${number}`, ...fields };
}

function filled(hosts: readonly JsonObject[]) {
  const model = createTenantModel();
  for (const each of hosts) model.hosts.put(each);
  return model;
}

function ask(hosts: readonly JsonObject[], request: JsonValue) {
  return filled(hosts).answer(hostList.path, { request_data: request }, at);
}

const ids = (hosts: readonly JsonObject[], request: JsonValue) =>
  replyOf<Reply>(ask(hosts, request)).endpoints.map(({ endpoint_id: id }) => id);

describe('get_endpoint', () => {
  const three = [
    host(1, { endpoint_name: 'twin', os_type: 'AGENT_OS_WINDOWS', last_seen: at - 3, users: ['nordwind\\a'] }),
    host(2, { endpoint_name: 'twin', os_type: 'AGENT_OS_MAC', last_seen: at - 2, is_isolated: 'AGENT_ISOLATED' }),
    host(3, {
      endpoint_name: 'alone',
      os_type: 'AGENT_OS_LINUX',
      last_seen: at - 1,
      ip: ['10.0.0.8', '10.0.0.9'],
      group_name: ['servers', 'linux'],
      endpoint_status: 'DISCONNECTED',
      scan_status: 'SCAN_STATUS_IN_PROGRESS',
      public_ip: '198.51.100.1',
      alias: 'three',
      installation_package: 'special',
      first_seen: at - 9,
      users: ['nordwind\\a', 'root'],
    }),
  ];
  const sort = { field: 'endpoint_id', keyword: 'asc' };

  test.each<[string, JsonValue, string[]]>([
    ['endpoint_id_list', filter('endpoint_id_list', 'in', ['id-2', 'id-9']), ['id-2']],
    ['hostname, which several hosts share', filter('hostname', 'in', ['twin']), ['id-1', 'id-2']],
    ['hostname, as it is written', filter('hostname', 'in', ['TWIN']), []],
    ['username', filter('username', 'in', ['root']), ['id-3']],
    ['group_name', filter('group_name', 'in', ['linux']), ['id-3']],
    ['ip_list', filter('ip_list', 'in', ['10.0.0.9']), ['id-3']],
    ['public_ip_list', filter('public_ip_list', 'in', ['198.51.100.1']), ['id-3']],
    ['alias', filter('alias', 'in', ['three']), ['id-3']],
    ['dist_name', filter('dist_name', 'in', ['special']), ['id-3']],
    ['endpoint_status', filter('endpoint_status', 'in', ['connected']), ['id-1', 'id-2']],
    ['endpoint_status, as the vendor’s client asks', filter('endpoint_status', 'IN', ['disconnected']), ['id-3']],
    ['platform', filter('platform', 'in', ['macos', 'linux']), ['id-2', 'id-3']],
    ['isolate', filter('isolate', 'in', ['isolated']), ['id-2']],
    ['scan_status', filter('scan_status', 'in', ['in_progress']), ['id-3']],
    ['last_seen', filter('last_seen', 'gte', at - 2), ['id-2', 'id-3']],
    ['first_seen', filter('first_seen', 'gte', at - 9), ['id-3']],
  ])('filters by %s', (_name, one, expected) => {
    expect(ids(three, { filters: [one], sort })).toEqual(expected);
  });

  test('sorts by last_seen, the latest first, and in capitals as documented', () => {
    expect(ids(three, {})).toEqual(['id-3', 'id-2', 'id-1']);
    expect(ids(three, { sort: { field: 'last_seen', keyword: 'ASC' } })).toEqual(['id-1', 'id-2', 'id-3']);
  });

  test('gives pages of at most a hundred, and counts them all', () => {
    const many = Array.from({ length: 130 }, (_, number) => host(number));
    expect(replyOf<Reply>(ask(many, {}))).toMatchObject({ total_count: 130, result_count: 100 });
    expect(ids(many, { search_from: 100, search_to: 200 })).toHaveLength(30);
  });

  test.each<[string, JsonValue]>([
    ['more than a hundred', { search_from: 0, search_to: 101 }],
    ['a status there is not', { filters: [filter('endpoint_status', 'in', ['CONNECTED'])] }],
    ['a field there is not', { filters: [filter('name', 'in', ['twin'])] }],
    ['a sort there is not', { sort: { field: 'endpoint_name', keyword: 'asc' } }],
  ])('refuses %s with 500', (_name, request) => {
    expect(ask(three, request)).toMatchObject({ status: 500, body: { reply: { err_code: 500 } } });
  });
});

test('get_endpoints gives a bare list of all hosts', () => {
  const answer = filled([host(1, { endpoint_name: 'a', ip: ['10.0.0.1'], endpoint_type: 'AGENT_TYPE_SERVER' })]).answer(
    hostIndexPath,
    {},
    at,
  );
  expect(answer.body).toEqual({
    reply: [{ agent_id: 'id-1', host_name: 'a', agent_status: 'CONNECTED', agent_type: 'SERVER', ip: ['10.0.0.1'] }],
  });
});
