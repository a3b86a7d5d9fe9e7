import { ConnectorError } from '../../contract/index.ts';
import { readCommand } from './command-definition.ts';
import { commandRecords } from './command-records.ts';
import { endpointRecord } from './hosts/endpoint-record.ts';
import { endpointOf } from './hosts/endpoint.ts';
import { readEndpoints } from './hosts/read-endpoints.ts';
import { type SearchInput, searchFilters, searchInput } from './hosts/search-parameters.ts';
import { textOf } from '../sources/vendor-values.ts';

/** Finds endpoints (Cortex XDR REST API, Get Endpoint). */
export const searchHosts = readCommand({
  name: 'search-hosts',
  title: 'Search Hosts',
  description:
    'Endpoints that pass all the filters given, the one last seen first: their ids, names, addresses, state, isolation ' +
    'and scans. Without a filter all endpoints. Names of hosts that there are none of are told one by one.',
  permission: 'a role that may view endpoints, such as Viewer or Instance Administrator',
  licence: 'Cortex XDR Prevent or Pro per Endpoint',
  input: searchInput(),
  example: { host_names: ['pc-0815'], last_seen_after: '2026-01-31 08:00' },
  result:
    '`rawData` is the answer of the API, so `$.reply.endpoints[*].endpoint_id` finds the ids; of several pages `{results: […]}`. `keyFields`: `count`, `total_count`, `next_offset` where there are more, `endpoint_ids`, `host_names`. `records`: a record of each endpoint (`paloalto.cortex.endpoint`).',
  troubles: ['`CMD-911` (404), _There is no host named …_: each name by itself; the others are found all the same.'],
  summary: (input) => `Search endpoints: ${summaryOf(input)}`,
  async run(input, means, signal) {
    const { limit, offset } = input;
    const filters = searchFilters(input);
    const sort = { field: 'last_seen', keyword: 'desc' } as const;
    const { answers, rows, complete, total } = await readEndpoints({ filters, sort, offset, limit }, means, signal);
    // One that is seen while pages are read moves, and may come twice.
    const distinct = [...new Map(rows.map((row, index) => [textOf(row['endpoint_id']) ?? `${index}`, row])).values()];
    const found = distinct.flatMap((row) => endpointOf(row) ?? []);
    const missing =
      complete && offset === 0 ? missingNames(input, new Set(found.map(({ name }) => name.toLowerCase()))) : [];
    return {
      answers,
      // To have found nothing is an answer, unless names were asked for.
      succeeded: missing.length > 0 ? found.length : 1,
      failures: missing.map((name) => means.failure(noSuchHost(name, input), { input: name })),
      keyFields: {
        count: found.length,
        ...(total !== undefined && { total_count: total }),
        ...(!complete && { next_offset: offset + rows.length }),
        endpoint_ids: found.map(({ id }) => id),
        host_names: found.map(({ name }) => name),
      },
      records: commandRecords({ kind: endpointRecord, command: 'search-hosts' }, distinct, means),
    };
  },
});

function summaryOf({ limit, offset, ...filters }: SearchInput): string {
  const given = Object.entries(filters).filter(([, value]) => value !== undefined);
  const said = given.map(([name, value]) => `${name} ${inWords(value)}`).join('; ');
  return `${said === '' ? 'all' : said} (at most ${limit}${offset > 0 ? `, after the first ${offset}` : ''})`;
}

function inWords(value: string | number | readonly string[] | undefined): string {
  if (typeof value === 'number') return new Date(value).toISOString();
  const all = [value ?? []].flat();
  return `${all.slice(0, 10).join(', ')}${all.length > 10 ? ` and ${all.length - 10} more` : ''}`;
}

function missingNames({ host_names: names = [] }: SearchInput, found: ReadonlySet<string>): readonly string[] {
  return names.filter((name) => !found.has(name.toLowerCase()));
}

function noSuchHost(name: string, input: SearchInput): ConnectorError {
  const isFiltered = searchFilters(input).length > 1;
  const message = `There is no host named "${name}"${isFiltered ? ' that passes the other filters' : ''}.`;
  const remedy = 'Look at how it is written; the name is the one the agent reports, without a domain.';
  return new ConnectorError('config', message, { status: 404, code: 'CMD-911', remedy });
}
