import type { FilterSpec, ListSpec } from '../list-spec.ts';

const time = (field: string): FilterSpec => ({ field, kind: 'time', operators: ['gte', 'lte'] });
const text = (field: string): FilterSpec => ({ field, kind: 'text', operators: ['in'] });
const list = (field: string): FilterSpec => ({ field, kind: 'list', operators: ['in'] });
const words = (field: string, prefix: string, known: readonly string[]): FilterSpec => ({
  field,
  kind: 'text',
  operators: ['in'],
  words: Object.fromEntries(known.map((word) => [word, prefix + word.toUpperCase()])),
});

/**
 * Cortex XDR REST API, Get Endpoint. Requests name what is asked for in small words, answers in capitals with a prefix.
 * The vendor's own client writes `IN` for `in` now and then (demisto/content, CoreIRApiModule), documents `ASC` for
 * `asc`. That names are compared as they are written is assumed.
 */
export const hostList: ListSpec = {
  path: '/public_api/v1/endpoints/get_endpoint',
  rows: 'endpoints',
  id: 'endpoint_id',
  filters: {
    endpoint_id_list: text('endpoint_id'),
    hostname: text('endpoint_name'),
    username: list('users'),
    group_name: list('group_name'),
    ip_list: list('ip'),
    public_ip_list: text('public_ip'),
    alias: text('alias'),
    dist_name: text('installation_package'),
    first_seen: time('first_seen'),
    last_seen: time('last_seen'),
    endpoint_status: words('endpoint_status', '', ['connected', 'disconnected', 'lost', 'uninstalled']),
    platform: { ...text('os_type'), words: platforms() },
    isolate: words('is_isolated', 'AGENT_', ['isolated', 'unisolated']),
    scan_status: words('scan_status', 'SCAN_STATUS_', [
      'none',
      'pending',
      'in_progress',
      'canceled',
      'aborted',
      'pending_cancellation',
      'success',
      'error',
    ]),
  },
  sorts: { endpoint_id: 'endpoint_id', first_seen: 'first_seen', last_seen: 'last_seen' },
  defaultSort: 'last_seen',
  anyCase: true,
};

function platforms(): Readonly<Record<string, string>> {
  const same = ['windows', 'linux', 'android'].map((word) => [word, `AGENT_OS_${word.toUpperCase()}`] as const);
  return { ...Object.fromEntries(same), macos: 'AGENT_OS_MAC' };
}
