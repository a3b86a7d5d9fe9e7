import { ocsfClasses } from '../mapping/ocsf/ocsf-class.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { type OcsfFacts, ocsfEvent } from '../mapping/ocsf/ocsf-event.ts';
import { type Placed, placer } from '../mapping/ocsf/placer.ts';
import { findingActivity } from './finding-activity.ts';
import { incidentFields } from './incident-fields.ts';
import type { RecordKind } from './source-definition.ts';
import type { JsonObject } from './vendor-values.ts';

/** The event of an incident: an Incident Finding, created, updated or closed as the event's name says. */
export const incidentOcsf = incidentOcsfOf(incidentFields);

/** The same of an incident with more fields. */
export function incidentOcsfOf(rows: readonly FieldRow[]): NonNullable<RecordKind['ocsf']> {
  const place = placer(rows);
  return (incident, facts) => findingOf(place(incident), incident, facts);
}

function findingOf({ object, fields }: Placed, incident: JsonObject, facts: OcsfFacts): JsonObject {
  // The class asks for one of the two; that nobody has it is what the vendor says.
  const assigned = object['assignee'] === undefined ? { assignee_group: { name: 'Unassigned' } } : undefined;
  return ocsfEvent(
    {
      class: ocsfClasses.incidentFinding,
      activity: findingActivity(facts.eventName),
      product: 'Cortex XDR',
      item: incident,
      object: { status_id: 0, ...object, ...assigned },
      fields,
    },
    facts,
  );
}
