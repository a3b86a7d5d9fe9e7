/**
 * Paths with an allowance of their own beside the tenant's: from one request to the next, milliseconds. Get Extra
 * Incident Data may be called 10 times a minute (Cortex XDR REST API, Get Extra Incident Data). Nine are asked for, evenly
 * and a little less often, so that neither the network's delays nor a restart let a tenth into any minute.
 */
export const scarcePaths: ReadonlyMap<string, number> = new Map([
  ['/public_api/v1/incidents/get_incident_extra_data', 60_750 / 9],
]);
