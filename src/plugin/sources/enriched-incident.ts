import { ecsAttributes } from '../mapping/ecs-attributes.ts';
import { knownFields } from '../mapping/known-fields.ts';
import { artifactFields, artifactTable } from './artifact-fields.ts';
import { attributesOf } from './attribute-table.ts';
import { incidentEcs } from './incident-ecs.ts';
import { incidentFields } from './incident-fields.ts';
import { incidentOcsfOf } from './incident-ocsf.ts';
import { mapIncident } from './incident-record.ts';
import type { RecordKind } from './source-definition.ts';
import { type JsonObject, objectOf } from './vendor-values.ts';

const enrichedEvent = 'paloalto.cortex.incident.enriched';

/** The fields of an incident, and the sections of its extra data. */
const enrichedFields = [...incidentFields, ...artifactFields];

const ecsOfAll = ecsAttributes<JsonObject>(enrichedFields, (incident, field) => [incident[field]]);

/** An incident with the artifacts of its extra data: what its list does not hold. */
export const enrichedIncident: RecordKind = {
  events: [enrichedEvent],
  fields: knownFields(enrichedFields),
  map: (item) => {
    const { attributes, ...mapped } = mapIncident(item);
    const artifacts = attributesOf(objectOf(item) ?? {}, artifactTable);
    return { ...mapped, eventName: enrichedEvent, attributes: { ...attributes, ...artifacts } };
  },
  ocsf: incidentOcsfOf(enrichedFields),
  ecs: (item, mapped) => ({ ...incidentEcs(item, mapped), ...ecsOfAll(item) }),
};
