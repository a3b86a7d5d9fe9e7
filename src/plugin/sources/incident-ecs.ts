import type { Attributes } from '../../contract/index.ts';
import { ecsAttributes } from '../mapping/ecs-attributes.ts';
import { ecsEvent } from './ecs-event.ts';
import { findingCategory } from './finding-category.ts';
import { incidentFields } from './incident-fields.ts';
import type { MappedItem } from './source-definition.ts';
import { type JsonObject, listOf } from './vendor-values.ts';

const fields = ecsAttributes<JsonObject>(incidentFields, (incident, field) => [incident[field]]);

/** What an incident is called in the Elastic Common Schema, where that differs from the semantic conventions. */
export function incidentEcs(incident: JsonObject, { severityNumber }: MappedItem): Attributes {
  const category = findingCategory(listOf(incident['alert_categories']));
  return { ...ecsEvent({ kind: 'alert', category, type: ['info'] }, severityNumber), ...fields(incident) };
}
