import type { JsonValue } from '../../contract/index.ts';
import { ocsfClasses } from '../mapping/ocsf/ocsf-class.ts';
import { type OcsfFacts, ocsfEvent } from '../mapping/ocsf/ocsf-event.ts';
import { placer } from '../mapping/ocsf/placer.ts';
import { alertEvidences } from './alert-evidences.ts';
import { alertFields } from './alert-fields.ts';
import { findingActivity } from './finding-activity.ts';
import type { JsonObject } from './vendor-values.ts';

const place = placer(alertFields);

/** The event of an alert: a Detection Finding, with one evidence for each of the alert's events. */
export function alertOcsf(alert: JsonObject, facts: OcsfFacts): JsonObject {
  const { object, fields } = place(alert);
  const { evidences, fields: evident, left } = alertEvidences(alert);
  return ocsfEvent(
    {
      class: ocsfClasses.detectionFinding,
      activity: findingActivity(facts.eventName),
      product: 'Cortex XDR',
      item: left,
      object: { is_alert: true, ...object, ...(evidences.length > 0 && { evidences: evidences satisfies JsonValue }) },
      fields: new Set([...fields, ...evident]),
    },
    facts,
  );
}
