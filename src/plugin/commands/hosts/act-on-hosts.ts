import { type CommandFailure, ConnectorError } from '../../../contract/index.ts';
import type { WriteOutcome } from '../../cortex/create-write-api.ts';
import type { WritePath } from '../../cortex/write-paths.ts';
import type { JsonObject } from '../../sources/vendor-values.ts';
import type { CommandOutcome, WriteMeans } from '../command-definition.ts';
import { acceptedAction } from '../actions/accepted-action.ts';
import { beginAction } from '../actions/begin-action.ts';
import type { Endpoint } from './endpoint.ts';
import { notAsAsked } from './not-as-asked.ts';
import { resolveHosts, type WantedHosts } from './resolve-hosts.ts';

/** What is done to hosts by one request. */
export interface HostAction {
  readonly path: WritePath;
  /** What stands in the request beside the filter. */
  readonly request?: JsonObject;
  /** Hosts that one request takes. */
  readonly most: number;
  /** What of one host speaks against asking for it: it is so already, or it cannot be. Default: nothing. */
  readonly judge?: (endpoint: Endpoint) => HostJudgement | undefined;
  /** Why the API may have left a host out of an action it accepted, in a clause: `it has no scan under way`. */
  readonly leftOut: string;
  /** How a person finds out whether it was done, when nobody knows. */
  readonly findOut: string;
}

export type HostJudgement = { readonly already: string } | { readonly objection: string; readonly remedy: string };

/**
 * Has something done to the hosts that were named: they are looked up, one request is sent for those that are there,
 * and what the API took is compared with what was asked. All that is accepted is not yet done.
 */
export async function actOnHosts(
  wanted: WantedHosts,
  action: HostAction,
  means: WriteMeans,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  const { endpoints, failures: unresolved } = await resolveHosts(wanted, means, signal);
  const judged = endpoints.map((endpoint) => ({ endpoint, judgement: action.judge?.(endpoint) }));
  const objections = judged.flatMap(({ endpoint, judgement }) =>
    judgement && 'objection' in judgement ? [refusal(endpoint, judgement, means)] : [],
  );
  const already = judged.flatMap(({ endpoint, judgement }) =>
    judgement && 'already' in judgement ? [{ ...inShort(endpoint), already: judgement.already }] : [],
  );
  const asked = judged.flatMap(({ endpoint, judgement }) => (judgement ? [] : [endpoint]));
  const failures = [...unresolved, ...objections];
  const said = already.length > 0 ? { already } : {};
  if (asked.length === 0) return { answers: [], succeeded: already.length, failures, keyFields: said };
  if (asked.length > action.most) throw tooMany(asked.length, action.most);
  const outcome = await sent(asked, action, means, signal);
  return {
    ...outcome,
    succeeded: outcome.succeeded + already.length,
    failures: [...failures, ...outcome.failures],
    keyFields: { ...outcome.keyFields, ...said },
  };
}

async function sent(
  endpoints: readonly Endpoint[],
  action: HostAction,
  means: WriteMeans,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  const ids = endpoints.map(({ id }) => id);
  const filters = [{ field: 'endpoint_id_list', operator: 'in', value: ids }];
  const change = await beginAction(action.path, { filters, ...action.request }, means, signal);
  const keyFields = { endpoint_ids: ids };
  if (change.outcome !== 'done') {
    return { answers: [], succeeded: 0, failures: [changeFailure(change, action, means)], keyFields };
  }
  const accepted = acceptedAction(change.body);
  const { count = ids.length } = accepted;
  const failures = await notAsAsked(endpoints, { ...accepted, leftOut: action.leftOut }, means, signal);
  const leftOut = failures.filter(({ input }) => input !== undefined);
  const offline = endpoints.filter(({ status }) => status !== '' && status !== 'CONNECTED').map(inShort);
  return {
    answers: [change.body],
    // Which ones were left out may not be told; how many is.
    succeeded: Math.max(0, Math.min(ids.length - leftOut.length, count)),
    failures,
    keyFields: { ...keyFields, ...accepted.keyFields, ...(offline.length > 0 && { not_connected: offline }) },
  };
}

/** What a request that was not answered with success comes to. */
export function changeFailure(
  { outcome, error }: Exclude<WriteOutcome, { readonly outcome: 'done' }>,
  { leftOut, findOut }: Pick<HostAction, 'leftOut' | 'findOut'>,
  { failure }: Pick<WriteMeans, 'failure'>,
): CommandFailure {
  if (outcome === 'unknown') return failure(error, { outcome, remedy: findOut });
  // "No endpoint was found for creating the requested action": it was looked up before, and is there.
  const isNone = error.code === 'API-404' && error.status === 500;
  return failure(
    error,
    isNone ? { outcome, remedy: `Look at it with search-hosts: perhaps ${leftOut}.` } : { outcome },
  );
}

function refusal(
  { id, name }: Endpoint,
  { objection, remedy }: Extract<HostJudgement, { objection: string }>,
  means: WriteMeans,
): CommandFailure {
  const error = new ConnectorError('config', `"${name}" (${id}) ${objection}.`, {
    status: 409,
    remedy,
    code: 'CMD-911',
  });
  return means.failure(error, { input: id });
}

function inShort({ id, name, status }: Endpoint): JsonObject {
  return { endpoint_id: id, endpoint_name: name, endpoint_status: status };
}

function tooMany(count: number, most: number): ConnectorError {
  return new ConnectorError('config', `${count} endpoints are meant; one request takes ${most} at most`, {
    code: 'CMD-911',
    remedy: 'Name fewer at once.',
  });
}
