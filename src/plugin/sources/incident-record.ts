import type { Attributes, JsonValue } from '../../contract/index.ts';
import { attributeTableOf } from '../mapping/attribute-table-of.ts';
import { attributesOf, flatAttributes, put } from './attribute-table.ts';
import { incidentFields } from './incident-fields.ts';
import { listedHost } from './listed-host.ts';
import { mitreAttributes } from './mitre.ts';
import { severityOf } from './severity.ts';
import type { MappedItem } from './source-definition.ts';
import { ATTR_HOST_ID, ATTR_HOST_NAME, ATTR_USER_NAME } from './unstable-attributes.ts';
import { hrTimeOfMs, timeMsOf } from './vendor-time.ts';
import { type JsonObject, listOf, objectOf, textOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.incident';

/** Events of an incident. The first is that of a record which says nothing else. */
export const incidentEvents = {
  updated: `${prefix}.updated`,
  created: `${prefix}.created`,
  resolved: `${prefix}.resolved`,
  reopened: `${prefix}.reopened`,
} as const;

const table = attributeTableOf(incidentFields);

/**
 * What a record says of a Cortex XDR incident.
 * @throws TypeError when it is no object, or has no id.
 */
export function mapIncident(item: JsonValue): MappedItem {
  const incident = incidentIn(item);
  const timeMs = timeMsOf(incident['modification_time']);
  return {
    eventName: isResolved(incident) ? incidentEvents.resolved : incidentEvents.updated,
    ...(timeMs === undefined ? undefined : { time: hrTimeOfMs(timeMs) }),
    ...severityOf(textOf(incident['manual_severity']) ?? textOf(incident['severity'])),
    attributes: indexOf(incident),
  };
}

function incidentIn(item: JsonValue): JsonObject {
  const incident = objectOf(item);
  if (!incident || textOf(incident['incident_id']) === undefined) throw new TypeError('not an incident: no id');
  return incident;
}

/** `resolved_true_positive`, `resolved_auto` …: an open set, so only the prefix is asked for. */
export function isResolved(incident: JsonObject): boolean {
  return textOf(incident['status'])?.toLowerCase().startsWith('resolved') ?? false;
}

function indexOf(incident: JsonObject): Attributes {
  const attributes = attributesOf(incident, table);
  const tactics = listOf(incident['mitre_tactics_ids_and_names']) ?? [];
  const techniques = listOf(incident['mitre_techniques_ids_and_names']) ?? [];
  const users = listOf(incident['users']);
  if (users?.length === 1) put(attributes, ATTR_USER_NAME, users[0]);
  return Object.assign(
    attributes,
    singleHost(listOf(incident['hosts'])),
    mitreAttributes([...tactics, ...techniques]),
    flatAttributes(objectOf(incident['custom_fields']), `${prefix}.custom_fields`),
  );
}

/** Name and agent id of the host, where there is one only. */
function singleHost(hosts: readonly string[] | undefined): Attributes | undefined {
  const [host, ...others] = hosts ?? [];
  if (host === undefined || others.length > 0) return undefined;
  const { name, id } = listedHost(host);
  return {
    ...(name === undefined ? undefined : { [ATTR_HOST_NAME]: name }),
    ...(id === undefined ? undefined : { [ATTR_HOST_ID]: id }),
  };
}
