import { isolation, isolationInput } from './hosts/isolation.ts';
import { hostsInWords } from './hosts/host-parameters.ts';
import { actOnHosts } from './hosts/act-on-hosts.ts';
import { writeCommand } from './command-definition.ts';

/** Lets hosts back into the network (Cortex XDR REST API, Unisolate Endpoints). */
export const unisolateHosts = writeCommand({
  name: 'unisolate-hosts',
  title: 'Unisolate Hosts',
  description:
    'Ends the isolation of endpoints, in one action. Accepted is not done: it ends once the agent has carried it out, ' +
    'on one that is not connected when it connects again. Those that are not isolated, or about to be released, are ' +
    'left alone and listed.',
  permission: 'a role that may view and isolate endpoints, such as Responder or Instance Administrator',
  licence: 'Cortex XDR Prevent or Pro per Endpoint',
  input: isolationInput(),
  example: { endpoint_ids: ['0a1b2c3d4e5f60718293a4b5c6d7e8f9'] },
  result: 'As of [isolate-hosts](#isolate-hosts).',
  troubles: ['As of [isolate-hosts](#isolate-hosts).'],
  summary: (input) => `Unisolate ${hostsInWords(input)}`,
  run: async (input, means, signal) => actOnHosts(input, isolation('unisolate', input), means, signal),
});
