import { isolation, isolationInput } from './hosts/isolation.ts';
import { hostsInWords } from './hosts/host-parameters.ts';
import { actOnHosts } from './hosts/act-on-hosts.ts';
import { writeCommand } from './command-definition.ts';

/** Cuts hosts off the network (Cortex XDR REST API, Isolate Endpoints). */
export const isolateHosts = writeCommand({
  name: 'isolate-hosts',
  title: 'Isolate Hosts',
  description:
    'Cuts endpoints off the network, all but their connection to Cortex, in one action. Accepted is not done: an ' +
    'endpoint is isolated once its agent has carried it out, one that is not connected when it connects again. Those ' +
    'that are isolated already, or about to be, are left alone and listed.',
  permission: 'a role that may view and isolate endpoints, such as Responder or Instance Administrator',
  licence: 'Cortex XDR Prevent or Pro per Endpoint',
  input: isolationInput(),
  example: { host_names: ['pc-0815'], incident_id: '891' },
  result:
    '`rawData` is the answer of the API. `keyFields`: `action_id` to go on with, `endpoint_ids` that were asked for, `endpoints_count` that take part, `not_connected`, and `already`, those that needed nothing.',
  troubles: [
    '`CMD-911`: a host is not there (404), one of several of that name, or on its way back (409); nothing was sent for it.',
    '_It was accepted for … endpoints_: more than were asked for. Look at the action in the Action Center at once; nobody knows which ones it is about.',
    'HTTP 500, _another action is running_: the tenant takes one isolation at a time; try again when it has ended.',
  ],
  summary: (input) => `Isolate ${hostsInWords(input)}`,
  run: async (input, means, signal) => actOnHosts(input, isolation('isolate', input), means, signal),
});
