import type { Attributes, JsonValue } from '../../contract/index.ts';
import { knownFields } from '../mapping/known-fields.ts';
import { artifactFields } from './artifact-fields.ts';
import { type OpenAttributes, put } from './attribute-table.ts';
import { incidentEcs } from './incident-ecs.ts';
import { incidentFields } from './incident-fields.ts';
import { incidentOcsf } from './incident-ocsf.ts';
import { mapIncident } from './incident-record.ts';
import type { RecordKind } from './source-definition.ts';
import { claimOf, type JsonObject, listOf, numberOf, objectOf, textOf } from './vendor-values.ts';

export const enrichedEvent = 'paloalto.cortex.incident.enriched';

const prefix = 'paloalto.cortex.incident.artifacts';

/** An incident with the artifacts of its extra data: what its list does not hold. */
export const enrichedIncident: RecordKind = {
  events: [enrichedEvent],
  fields: knownFields([...incidentFields, ...artifactFields]),
  map: (item) => {
    const { attributes, ...mapped } = mapIncident(item);
    return { ...mapped, eventName: enrichedEvent, attributes: { ...attributes, ...artifactAttributes(item) } };
  },
  ocsf: incidentOcsf,
  ecs: incidentEcs,
};

/** Distinct values of the artifacts, in order: the body has which belong together. */
function artifactAttributes(item: JsonValue): Attributes {
  const attributes: OpenAttributes = {};
  const network = section(item, 'network_artifacts');
  put(attributes, `${prefix}.network.count`, network.count);
  put(attributes, `${prefix}.network.ips`, distinct(network.rows, 'network_remote_ip'));
  put(attributes, `${prefix}.network.domains`, distinct(network.rows, 'network_domain'));
  put(attributes, `${prefix}.network.countries`, distinct(network.rows, 'network_country'));
  const files = section(item, 'file_artifacts');
  put(attributes, `${prefix}.files.count`, files.count);
  put(attributes, `${prefix}.files.names`, distinct(files.rows, 'file_name'));
  put(attributes, `${prefix}.files.sha256`, distinct(files.rows, 'file_sha256'));
  put(attributes, `${prefix}.files.malicious_sha256`, distinct(files.rows.filter(isMalicious), 'file_sha256'));
  put(attributes, `${prefix}.files.wildfire_verdicts`, distinct(files.rows, 'file_wildfire_verdict'));
  put(attributes, `${prefix}.files.signature_vendors`, distinct(files.rows, 'file_signature_vendor_name'));
  return attributes;
}

function section(item: JsonValue, name: string): { count: number | undefined; rows: readonly JsonObject[] } {
  const found = objectOf(objectOf(item)?.[name]);
  const data = found?.['data'];
  const list: readonly JsonValue[] = Array.isArray(data) ? data : [];
  return { count: numberOf(found?.['total_count']), rows: list.map(objectOf).filter((row) => row !== undefined) };
}

/** What the API writes where it knows no country; as a verdict it means that WildFire knows none, which is worth telling. */
const unknownCountry = 'UNKNOWN';

function distinct(rows: readonly JsonObject[], field: string): readonly string[] | undefined {
  const values = new Set(rows.flatMap((row) => textOf(row[field]) ?? []));
  if (field === 'network_country') values.delete(unknownCountry);
  return listOf([...values]);
}

function isMalicious(file: JsonObject): boolean {
  return claimOf(file['is_malicious']) === true || textOf(file['file_wildfire_verdict']) === 'MALWARE';
}
