import { z } from 'zod';
import type { HostAction, HostJudgement } from './act-on-hosts.ts';
import type { Endpoint } from './endpoint.ts';
import { endpointIds, hostNames, hostsNamed, incidentId, sharedNames } from './host-parameters.ts';

/** More in one request are refused (Cortex XDR REST API, Isolate Endpoints). */
const mostEndpoints = 1000;

/** What both commands about isolation take. */
export function isolationInput() {
  return z
    .strictObject({
      endpoint_ids: endpointIds(mostEndpoints),
      host_names: hostNames(mostEndpoints),
      shared_names: sharedNames(),
      incident_id: incidentId(),
    })
    .refine((input) => hostsNamed(input) > 0, { error: 'must name a host: endpoint_ids or host_names' })
    .refine((input) => hostsNamed(input) <= mostEndpoints, { error: `must name at most ${mostEndpoints} hosts` });
}

/**
 * The action. What is so already is not asked for again: the API answers that it has found no endpoint, and an action
 * that is under way on one of them makes it refuse all.
 */
export function isolation(
  kind: 'isolate' | 'unisolate',
  { incident_id: incident }: { readonly incident_id?: string | undefined },
): HostAction {
  return {
    path: `/public_api/v1/endpoints/${kind}`,
    ...(incident !== undefined && { request: { incident_id: incident } }),
    most: mostEndpoints,
    judge: kind === 'isolate' ? againstIsolating : againstReleasing,
    leftOut: 'its agent cannot be isolated',
    findOut:
      'It may have been done: see with search-hosts whether is_isolated has changed (AGENT_PENDING_… means that it is ' +
      'under way), or look at the Action Center, before you try again.',
  };
}

const remedy = 'Wait until that is done (search-hosts shows it), then try again.';

function againstIsolating({ isolation: now }: Endpoint): HostJudgement | undefined {
  if (now === 'AGENT_ISOLATED') return { already: 'isolated' };
  if (now === 'AGENT_PENDING_ISOLATION') return { already: 'about to be isolated' };
  return now === 'AGENT_PENDING_ISOLATION_CANCELLATION'
    ? { objection: 'is about to be released from isolation', remedy }
    : undefined;
}

function againstReleasing({ isolation: now }: Endpoint): HostJudgement | undefined {
  if (now === 'AGENT_UNISOLATED') return { already: 'not isolated' };
  if (now === 'AGENT_PENDING_ISOLATION_CANCELLATION') return { already: 'about to be released' };
  return now === 'AGENT_PENDING_ISOLATION' ? { objection: 'is about to be isolated', remedy } : undefined;
}
