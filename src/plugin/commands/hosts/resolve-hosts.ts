import { type CommandFailure, ConnectorError } from '../../../contract/index.ts';
import type { ReadMeans } from '../command-definition.ts';
import { type Endpoint, endpointOf } from './endpoint.ts';
import { endpointsPerPage, readEndpoints } from './read-endpoints.ts';

/** Hosts as an operator names them. */
export interface WantedHosts {
  readonly endpoint_ids?: readonly string[] | undefined;
  readonly host_names?: readonly string[] | undefined;
  /** What a name that several endpoints have means. Default `refuse`. */
  readonly shared_names?: 'refuse' | 'newest' | 'all';
}

export interface ResolvedHosts {
  /** Each once, those named by id first. None is uninstalled: such an agent takes no actions. */
  readonly endpoints: readonly Endpoint[];
  /** One for each id or name that cannot be acted on. */
  readonly failures: readonly CommandFailure[];
}

type Means = Pick<ReadMeans, 'ask' | 'tell' | 'failure'>;

/**
 * Looks hosts up before anything is done to them: the API passes over ids that are nobody's in silence, and takes ids
 * only. Names are compared as the API compares them. @throws ConnectorError where they cannot be looked up.
 */
export async function resolveHosts(wanted: WantedHosts, means: Means, signal: AbortSignal): Promise<ResolvedHosts> {
  const { endpoint_ids: ids = [], host_names: names = [], shared_names: shared = 'refuse' } = wanted;
  const byId = await lookedUp('endpoint_id_list', ids, means, signal);
  const byName = await lookedUp('hostname', names, means, signal);
  const found = [...ids.map((id) => ofId(id, byId)), ...names.map((name) => ofName(name, named(name, byName), shared))];
  const endpoints = new Map(found.flatMap(({ taken }) => taken).map((endpoint) => [endpoint.id, endpoint]));
  const failures = found.flatMap(({ input, objection }) => (objection ? [means.failure(objection, { input })] : []));
  return { endpoints: [...endpoints.values()], failures };
}

/** What one id or name came to. */
interface Found {
  readonly input: string;
  readonly taken: readonly Endpoint[];
  readonly objection?: ConnectorError;
}

async function lookedUp(
  field: 'endpoint_id_list' | 'hostname',
  values: readonly string[],
  means: Means,
  signal: AbortSignal,
): Promise<readonly Endpoint[]> {
  const endpoints: Endpoint[] = [];
  for (let start = 0; start < values.length; start += endpointsPerPage) {
    const filter = { field, operator: 'in', value: values.slice(start, start + endpointsPerPage) } as const;
    // By id, so that an endpoint that is seen meanwhile does not move from page to page.
    const sort = { field: 'endpoint_id', keyword: 'asc' } as const;
    const { rows, complete } = await readEndpoints({ filters: [filter], sort }, means, signal);
    if (!complete) throw tooManyToTell(filter.value.length);
    endpoints.push(...rows.flatMap((row) => endpointOf(row) ?? []));
  }
  // A row that comes twice is one endpoint.
  return [...new Map(endpoints.map((endpoint) => [endpoint.id, endpoint])).values()];
}

function ofId(id: string, endpoints: readonly Endpoint[]): Found {
  const endpoint = endpoints.find((each) => each.id.toLowerCase() === id.toLowerCase());
  if (!endpoint) return { input: id, taken: [], objection: absent(`There is no endpoint with the id "${id}".`) };
  if (isUninstalled(endpoint)) return { input: id, taken: [], objection: uninstalled(id, [endpoint]) };
  return { input: id, taken: [endpoint] };
}

/** Those of a name; where the API takes no notice of case, those that are written as it is come before all others. */
function named(name: string, endpoints: readonly Endpoint[]): readonly Endpoint[] {
  const exact = endpoints.filter((each) => each.name === name);
  if (exact.length > 0) return exact;
  return endpoints.filter((each) => each.name.toLowerCase() === name.toLowerCase());
}

function ofName(name: string, all: readonly Endpoint[], shared: 'refuse' | 'newest' | 'all'): Found {
  if (all.length === 0) return { input: name, taken: [], objection: absent(`There is no host named "${name}".`) };
  const endpoints = all.filter((each) => !isUninstalled(each));
  const [newest, ...others] = endpoints.toSorted((a, b) => (b.lastSeenMs ?? 0) - (a.lastSeenMs ?? 0));
  if (!newest) return { input: name, taken: [], objection: uninstalled(name, all) };
  if (others.length === 0 || shared === 'newest') return { input: name, taken: [newest] };
  if (shared === 'all') return { input: name, taken: endpoints };
  return { input: name, taken: [], objection: ambiguous(name, [newest, ...others]) };
}

function isUninstalled({ status }: Endpoint): boolean {
  return status === 'UNINSTALLED';
}

/** Or the API takes no notice of filters, or of pages: either way nobody knows which ones are meant. */
function tooManyToTell(count: number): ConnectorError {
  const message = `the API has more endpoints for ${count} names or ids than it can list`;
  const remedy = 'Name fewer hosts at once, or give their endpoint ids.';
  return new ConnectorError('protocol', message, { code: 'CMD-911', remedy });
}

function absent(message: string): ConnectorError {
  const remedy = 'Look it up with search-hosts; names and ids are compared as they are written.';
  return new ConnectorError('config', message, { status: 404, code: 'CMD-911', remedy });
}

function uninstalled(input: string, endpoints: readonly Endpoint[]): ConnectorError {
  const ids = endpoints.map(({ id }) => id).join(', ');
  const remedy = 'Nothing can be done on it through Cortex until the agent is installed again.';
  return new ConnectorError('config', `The agent of "${input}" is uninstalled (endpoint ${ids}).`, {
    status: 409,
    code: 'CMD-911',
    remedy,
  });
}

function ambiguous(name: string, endpoints: readonly Endpoint[]): ConnectorError {
  const listed = endpoints.slice(0, 10).map(({ id, status, lastSeenMs }) => {
    const seen = lastSeenMs === undefined ? 'never seen' : `last seen ${new Date(lastSeenMs).toISOString()}`;
    return `${id} (${status.toLowerCase()}, ${seen})`;
  });
  const more = endpoints.length > 10 ? ` and ${endpoints.length - 10} more` : '';
  const message = `${endpoints.length} endpoints are named "${name}": ${listed.join(', ')}${more}.`;
  const remedy = 'Give the id of the one that is meant as endpoint_ids, or say shared_names: newest or all.';
  return new ConnectorError('config', message, { status: 409, code: 'CMD-911', remedy });
}
