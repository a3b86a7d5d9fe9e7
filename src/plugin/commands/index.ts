import { cancelScanHosts } from './cancel-scan-hosts.ts';
import { createIndicator } from './create-indicator.ts';
import type { CommandDefinition } from './command-definition.ts';
import { getActionStatus } from './get-action-status.ts';
import { getIncidentDetails } from './get-incident-details.ts';
import { getScriptResultFiles } from './get-script-result-files.ts';
import { fetchIncident } from './fetch-incident.ts';
import { getXqlQueryQuota } from './get-xql-query-quota.ts';
import { getXqlQueryResults } from './get-xql-query-results.ts';
import { getXqlQueryResultsStream } from './get-xql-query-results-stream.ts';
import { startXqlQuery } from './start-xql-query.ts';
import { isolateHosts } from './isolate-hosts.ts';
import { retrieveFiles } from './retrieve-files.ts';
import { retrievePcapPacket } from './retrieve-pcap-packet.ts';
import { scanHosts } from './scan-hosts.ts';
import { runScript } from './run-script.ts';
import { searchHosts } from './search-hosts.ts';
import { testConnection } from './test-connection.ts';
import { unisolateHosts } from './unisolate-hosts.ts';
import { updateIncidents } from './update-incidents.ts';

/** Everything an operator can have done. A new command is a file and a line here. */
export const commandDefinitions: readonly CommandDefinition[] = [
  fetchIncident,
  getIncidentDetails,
  updateIncidents,
  createIndicator,
  searchHosts,
  isolateHosts,
  unisolateHosts,
  scanHosts,
  cancelScanHosts,
  getActionStatus,
  retrieveFiles,
  runScript,
  getScriptResultFiles,
  getXqlQueryQuota,
  startXqlQuery,
  getXqlQueryResults,
  getXqlQueryResultsStream,
  retrievePcapPacket,
  testConnection,
];
