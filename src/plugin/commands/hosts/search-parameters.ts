import { z } from 'zod';
import { listOf } from '../input/list-of.ts';
import { timeOf } from '../input/time-of.ts';
import { wholeNumber } from '../input/whole-number.ts';
import { wordOf } from '../input/word-of.ts';
import { type EndpointFilter, mostEndpoints } from './read-endpoints.ts';

export type SearchInput = z.output<ReturnType<typeof searchInput>>;

/** What endpoints are searched by. */
export function searchInput() {
  return z
    .strictObject({ ...lists(), ...words(), ...times(), ...span() })
    .refine(({ last_seen_after: after = 0, last_seen_before: before = Infinity }) => after <= before, {
      error: 'must not be before last_seen_after',
      path: ['last_seen_before'],
    });
}

const anyOf = 'An endpoint passes with any one of them.';

function lists() {
  return {
    host_names: listOf({ what: 'names of hosts' })
      .optional()
      .meta({
        title: 'Host Names',
        description: `Names of endpoints, as their agents report them. ${anyOf} Those that are nobody’s are told one by one. At most 1000.`,
        examples: [['pc-0815']],
      }),
    user_names: listOf({ what: 'names of users' })
      .optional()
      .meta({
        title: 'User Names',
        description: `Users that endpoints were used by. ${anyOf} At most 1000.`,
        examples: [['nordwind\\k.larsen']],
      }),
    group_names: listOf({ what: 'names of groups' })
      .optional()
      .meta({
        title: 'Group Names',
        description: `Groups of endpoints, as the tenant has them. ${anyOf} At most 1000.`,
        examples: [['servers']],
      }),
    host_ips: listOf({ what: 'IP addresses' })
      .optional()
      .meta({
        title: 'Host IPs',
        description: `Addresses of endpoints. ${anyOf} At most 1000.`,
        examples: [['192.0.2.17']],
      }),
    endpoint_ids: listOf({ what: 'ids of endpoints' })
      .optional()
      .meta({
        title: 'Endpoint IDs',
        description: `Ids of endpoints, such as those an alert names. ${anyOf} At most 1000.`,
        examples: [['0a1b2c3d4e5f60718293a4b5c6d7e8f9']],
      }),
  };
}

function words() {
  return {
    host_status: wordOf(['connected', 'disconnected', 'lost', 'uninstalled'])
      .optional()
      .meta({
        title: 'Host Status',
        description: 'Of the agent: connected, disconnected, lost or uninstalled.',
        examples: ['connected'],
      }),
    platform: wordOf(['windows', 'linux', 'macos', 'android'], { mac: 'macos', mac_os: 'macos' })
      .optional()
      .meta({ title: 'Platform', description: 'windows, linux, macos or android.', examples: ['windows'] }),
    isolated: wordOf(['isolated', 'unisolated'])
      .optional()
      .meta({
        title: 'Isolated',
        description: 'isolated or unisolated. Those about to become either are neither.',
        examples: ['isolated'],
      }),
  };
}

function times() {
  return {
    last_seen_after: timeOf()
      .optional()
      .meta({
        title: 'Last Seen After',
        description: 'Last seen at or after this time. UTC unless it has a zone.',
        examples: ['2026-01-31 08:00'],
      }),
    last_seen_before: timeOf()
      .optional()
      .meta({
        title: 'Last Seen Before',
        description: 'Last seen at or before this time. UTC unless it has a zone.',
        examples: ['2026-02-01T08:00:00Z'],
      }),
  };
}

function span() {
  return {
    limit: wholeNumber({ least: 1, most: mostEndpoints })
      .prefault(100)
      .meta({
        title: 'Limit',
        description: `How many endpoints are wanted at most: 100 unless said, ${mostEndpoints} at most. More than 100 are read page by page.`,
        examples: [500],
      }),
    offset: wholeNumber({ least: 0, most: mostEndpoints })
      .prefault(0)
      .meta({
        title: 'Offset',
        description: `How many endpoints are passed over first, ${mostEndpoints} at most: next_offset of the search before.`,
        examples: [100],
      }),
  };
}

/** The filters of an input; all of them must hold. */
export function searchFilters(input: SearchInput): readonly EndpointFilter[] {
  const { last_seen_after: after, last_seen_before: before } = input;
  const lists = Object.entries(fields).flatMap(([name, field]): EndpointFilter[] => {
    const given = input[name as keyof typeof fields];
    return given === undefined ? [] : [{ field, operator: 'in', value: typeof given === 'string' ? [given] : given }];
  });
  return [
    ...lists,
    ...(after === undefined ? [] : [{ field: 'last_seen', operator: 'gte', value: after } as const]),
    ...(before === undefined ? [] : [{ field: 'last_seen', operator: 'lte', value: before } as const]),
  ];
}

/** What the API calls them (Cortex XDR REST API, Get Endpoint; `username`: the vendor’s own client). */
const fields = {
  host_names: 'hostname',
  user_names: 'username',
  group_names: 'group_name',
  host_ips: 'ip_list',
  endpoint_ids: 'endpoint_id_list',
  host_status: 'endpoint_status',
  platform: 'platform',
  isolated: 'isolate',
} as const satisfies Partial<Record<keyof SearchInput, string>>;
