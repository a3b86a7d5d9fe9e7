/**
 * Everything this program asks of the API that changes nothing there: all a poll, a side stream or a connection test can
 * call, because {@link CortexApi.post} takes no other path. What changes something goes through `WriteApi`, which
 * `plugin/commands` alone may import.
 */
export const readPaths: readonly string[] = [
  '/public_api/v1/incidents/get_incidents',
  '/public_api/v1/incidents/get_incident_extra_data',
  '/public_api/v1/incidents/get_multiple_incidents_extra_data',
  '/public_api/v1/case/search',
  '/public_api/v1/issue/search',
  '/public_api/v2/alerts/get_alerts_multi_events',
  '/public_api/v1/alerts/get_alerts_pcap',
  '/public_api/v1/audits/management_logs',
  '/public_api/v1/audits/agents_reports',
  '/public_api/v1/api_keys/get_api_keys',
  '/public_api/v1/healthcheck',
  '/public_api/v1/endpoints/get_endpoint',
  '/public_api/v1/actions/get_action_status',
  '/public_api/v1/actions/file_retrieval_details',
  '/public_api/v1/scripts/get_script_execution_status',
  '/public_api/v1/scripts/get_script_execution_results',
  '/public_api/v1/scripts/get_script_execution_results_files',
  // A query reads; what it costs is compute units (Cortex XDR REST API, Start XQL Query).
  '/public_api/v1/xql/start_xql_query',
  '/public_api/v1/xql/get_query_results',
  '/public_api/v1/xql/get_query_results_stream',
  '/public_api/v1/xql/get_quota',
  // XSOAR 6.
  '/settings/audits',
];

const known: ReadonlySet<string> = new Set(readPaths);

/** @throws TypeError for any other path: whoever asks for it has made a mistake that must not reach the API. */
export function assertReads(path: string): void {
  if (!known.has(path)) throw new TypeError(`${path} is not among the paths that only read`);
}
