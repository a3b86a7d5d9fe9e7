import { ocsfClasses } from '../mapping/ocsf/ocsf-class.ts';
import { type OcsfFacts, ocsfEvent } from '../mapping/ocsf/ocsf-event.ts';
import { placer } from '../mapping/ocsf/placer.ts';
import { findingActivity } from './finding-activity.ts';
import { incidentFields } from './incident-fields.ts';
import type { JsonObject } from './vendor-values.ts';

const place = placer(incidentFields);

/** The event of an incident: an Incident Finding, created, updated or closed as the event's name says. */
export function incidentOcsf(incident: JsonObject, facts: OcsfFacts): JsonObject {
  const { object, fields } = place(incident);
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
