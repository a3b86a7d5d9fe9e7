import type { JsonValue } from '../../../contract/index.ts';
import type { JsonObject } from '../../faults/answer.ts';
import { fieldText } from '../field-text.ts';
import { InvalidRequest } from '../invalid-request.ts';
import type { ListedRecords } from '../listed-records.ts';

/**
 * The hosts that the `filters` of a request for an action are about. Ids that are nobody's are passed over in silence;
 * an agent that has been uninstalled takes no actions (assumed). @throws InvalidRequest
 */
export function wantedHosts(
  hosts: ListedRecords,
  filters: JsonValue | undefined,
  nowMs: number,
): readonly JsonObject[] {
  return hosts
    .passing(filters, nowMs)
    .map(({ record }) => record)
    .filter((host) => fieldText(host['endpoint_status']) !== 'UNINSTALLED');
}

/** The same for requests that must name the hosts by `endpoint_id_list`. @throws InvalidRequest */
export function namedHosts(hosts: ListedRecords, filters: JsonValue | undefined, nowMs: number): readonly JsonObject[] {
  const list = Array.isArray(filters) ? (filters as readonly JsonObject[]) : [];
  if (list.length !== 1 || list[0]?.['field'] !== 'endpoint_id_list') {
    throw new InvalidRequest('filters must have endpoint_id_list');
  }
  return wantedHosts(hosts, filters, nowMs);
}

/** Ids of hosts, as actions know them. */
export function idsOf(hosts: readonly JsonObject[]): readonly string[] {
  return hosts.map((host) => fieldText(host['endpoint_id']));
}
