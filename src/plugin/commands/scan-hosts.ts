import { writeCommand } from './command-definition.ts';
import { scanHostsOf, scanInput, scanInWords } from './hosts/scanning.ts';

/** Has hosts scanned for malware (Cortex XDR REST API, Scan Endpoints). */
export const scanHosts = writeCommand({
  name: 'scan-hosts',
  title: 'Scan Hosts',
  description:
    'Begins a malware scan on endpoints, in one action. Accepted is not done: a scan takes minutes to hours, on an ' +
    'endpoint that is not connected it begins when it connects again. All endpoints are scanned only where all: true says so.',
  permission: 'a role that may view and scan endpoints, such as Responder or Instance Administrator',
  licence: 'Cortex XDR Prevent or Pro per Endpoint',
  input: scanInput(),
  example: { host_names: ['pc-0815', 'srv-mail-01'] },
  result:
    '`rawData` is the answer of the API. `keyFields`: `action_id` to go on with, `endpoint_ids` that were asked for, `endpoints_count` that take part, `not_connected`.',
  troubles: [
    '`CMD-911`: a host is not there, or one of several of that name; nothing was sent for it.',
    '_It was accepted for … endpoints_: more than were asked for. Look at the action in the Action Center at once; nobody knows which ones it is about.',
    '`CMD-901`: neither hosts nor `all: true`. There is no silence that means all.',
  ],
  summary: (input) => `Scan ${scanInWords(input)}`,
  run: async (input, means, signal) => scanHostsOf('scan', input, means, signal),
});
