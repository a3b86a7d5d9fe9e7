import { z } from 'zod';
import type { CommandOutcome, WriteMeans } from '../command-definition.ts';
import { actOnAll } from './act-on-all.ts';
import { actOnHosts, type HostAction } from './act-on-hosts.ts';
import { endpointIds, hostNames, hostsInWords, hostsNamed, incidentId, sharedNames } from './host-parameters.ts';

/** The API states no limit for scans; this is that of other actions. */
const mostEndpoints = 1000;

export type ScanInput = z.output<ReturnType<typeof scanInput>>;

/** What both commands about scans take. */
export function scanInput() {
  return z
    .strictObject({
      host_names: hostNames(mostEndpoints),
      endpoint_ids: endpointIds(mostEndpoints),
      all: z
        .boolean({ error: 'must be true or false' })
        .default(false)
        .meta({
          title: 'All Endpoints',
          description:
            'True, and no host named: all endpoints of the tenant. Never assumed: who names none must say it.',
          examples: [true],
        }),
      shared_names: sharedNames(),
      incident_id: incidentId(),
    })
    .refine((input) => input.all || hostsNamed(input) > 0, {
      error: 'must name a host (host_names, endpoint_ids), or say all: true for every endpoint of the tenant',
    })
    .refine((input) => !input.all || hostsNamed(input) === 0, { error: 'must either name hosts or say all: true' })
    .refine((input) => hostsNamed(input) <= mostEndpoints, { error: `must name at most ${mostEndpoints} hosts` });
}

/** What a scan is about, for a person. */
export function scanInWords(input: ScanInput): string {
  return input.all ? 'ALL endpoints of the tenant' : hostsInWords(input);
}

/** Begins scans, or stops them. */
export async function scanHostsOf(
  kind: 'scan' | 'abort_scan',
  input: ScanInput,
  means: WriteMeans,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  const { all, incident_id: incident } = input;
  const action: HostAction = {
    path: `/public_api/v1/endpoints/${kind}`,
    ...(incident !== undefined && { request: { incident_id: incident } }),
    most: mostEndpoints,
    leftOut:
      kind === 'scan'
        ? 'its agent cannot scan (those of Windows, macOS and Linux can)'
        : 'it has no scan that is pending or in progress',
    findOut:
      'It may have been done: see with search-hosts whether scan_status has changed, or look at the Action Center, ' +
      'before you try again.',
  };
  return all ? actOnAll(action, means, signal) : actOnHosts(input, action, means, signal);
}
