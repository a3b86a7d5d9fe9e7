import { z } from 'zod';
import { listOf } from '../input/list-of.ts';
import { textError, writtenText } from '../input/written-text.ts';
import { wordOf } from '../input/word-of.ts';

/** Ids of endpoints of an action, as a parameter. */
export function endpointIds(most: number) {
  return listOf({ what: 'ids of endpoints', most })
    .optional()
    .meta({
      title: 'Endpoint IDs',
      description: `Ids of the endpoints: endpoint_id in what search-hosts brings. At most ${most} together with host_names.`,
      examples: [['0a1b2c3d4e5f60718293a4b5c6d7e8f9']],
    });
}

/** Names of hosts of an action, as a parameter. */
export function hostNames(most: number) {
  return listOf({ what: 'names of hosts', most })
    .optional()
    .meta({
      title: 'Host Names',
      description:
        'Names of the hosts: endpoint_name in what search-hosts brings. Each is looked up, and must be the name of one ' +
        `endpoint unless shared_names says otherwise. At most ${most} together with endpoint_ids.`,
      examples: [['pc-0815', 'srv-mail-01']],
    });
}

/** What becomes of a name that several endpoints have, such as after an agent was installed anew. */
export function sharedNames() {
  return wordOf(['refuse', 'newest', 'all'], { latest: 'newest', fail: 'refuse' })
    .prefault('refuse')
    .meta({
      title: 'Shared Names',
      description:
        'Of a host name that several endpoints have: refuse (default) does nothing for it and lists their ids; newest ' +
        'takes the one that was seen last; all takes all of them. Endpoints whose agent is uninstalled do not count.',
      examples: ['newest'],
    });
}

/** The incident that an action is linked to. */
export function incidentId() {
  return z
    .preprocess(
      writtenText,
      z
        .string({ error: textError('must be the id of an incident') })
        .trim()
        .min(1, { error: 'must not be empty' })
        .max(64),
    )
    .optional()
    .meta({
      title: 'Incident ID',
      description: 'Links the action to this incident: it then shows up in the incident’s timeline.',
      examples: ['891'],
    });
}

interface HostsInput {
  readonly endpoint_ids?: readonly string[] | undefined;
  readonly host_names?: readonly string[] | undefined;
}

/** How many hosts an input names. */
export function hostsNamed({ endpoint_ids = [], host_names = [] }: HostsInput): number {
  return endpoint_ids.length + host_names.length;
}

/** The hosts of an input, for a person: `2 endpoints: pc-0815, 0a1b2c3d`. */
export function hostsInWords(input: HostsInput): string {
  const named = [...(input.host_names ?? []), ...(input.endpoint_ids ?? [])];
  const shown = named.slice(0, 10).join(', ');
  const more = named.length > 10 ? ` and ${named.length - 10} more` : '';
  return `${named.length} ${named.length === 1 ? 'endpoint' : 'endpoints'}: ${shown}${more}`;
}
