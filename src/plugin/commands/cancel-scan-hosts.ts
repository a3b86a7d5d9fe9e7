import { writeCommand } from './command-definition.ts';
import { scanHostsOf, scanInput, scanInWords } from './hosts/scanning.ts';

/** Stops scans of hosts (Cortex XDR REST API, Cancel Scan Endpoints). */
export const cancelScanHosts = writeCommand({
  name: 'cancel-scan-hosts',
  title: 'Cancel Scan Hosts',
  description:
    'Stops the malware scans of endpoints that are pending or in progress, in one action; others cannot be stopped. ' +
    'The scans of all endpoints are stopped only where all: true says so.',
  permission: 'a role that may view and scan endpoints, such as Responder or Instance Administrator',
  licence: 'Cortex XDR Prevent or Pro per Endpoint',
  input: scanInput(),
  example: { host_names: ['pc-0815'] },
  result: 'As of [scan-hosts](#scan-hosts).',
  troubles: ['`CMD-911`: a host is not there, or has no scan that is pending or in progress.'],
  summary: (input) => `Cancel scans of ${scanInWords(input)}`,
  run: async (input, means, signal) => scanHostsOf('abort_scan', input, means, signal),
});
