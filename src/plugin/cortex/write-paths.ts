/** Everything this program can change at the vendor (Cortex XDR REST API). Each is called by one command. */
export const writePaths = [
  '/public_api/v1/incidents/update_incident',
  '/public_api/v1/indicators/insert_jsons',
  '/public_api/v1/endpoints/isolate',
  '/public_api/v1/endpoints/unisolate',
  '/public_api/v1/endpoints/scan',
  '/public_api/v1/endpoints/abort_scan',
  '/public_api/v1/endpoints/file_retrieval',
  '/public_api/v1/scripts/run_snippet_code_script',
] as const;

export type WritePath = (typeof writePaths)[number];
