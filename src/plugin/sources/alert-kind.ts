import { knownFields } from '../mapping/known-fields.ts';
import { alertEcs } from './alert-ecs.ts';
import { alertEventFields } from './alert-event-fields.ts';
import { alertFields } from './alert-fields.ts';
import { alertOcsf } from './alert-ocsf.ts';
import { alertEvent, mapAlert } from './alert-record.ts';
import type { RecordKind } from './source-definition.ts';

/** An alert, in any of the shapes the API gives it. */
export const alertKind: RecordKind = {
  events: [alertEvent],
  fields: knownFields([...alertFields, ...alertEventFields]),
  map: mapAlert,
  ocsf: alertOcsf,
  ecs: alertEcs,
};
