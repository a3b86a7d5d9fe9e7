import type { Attributes } from '../../contract/index.ts';
import { ecsAttributes } from '../mapping/ecs-attributes.ts';
import { alertEventFields } from './alert-event-fields.ts';
import { alertValues } from './alert-events.ts';
import { alertFields } from './alert-fields.ts';
import { alertActionId } from './alert-status.ts';
import { ecsEvent } from './ecs-event.ts';
import { findingCategory } from './finding-category.ts';
import type { MappedItem } from './source-definition.ts';
import { type JsonObject, listOf } from './vendor-values.ts';

const ofEvents = new Set(alertEventFields.map(({ field }) => field));
const fields = ecsAttributes<JsonObject>([...alertFields, ...alertEventFields], (alert, field) =>
  ofEvents.has(field) ? alertValues(alert, field) : [alert[field]],
);

/** What an alert is called in the Elastic Common Schema, where that differs from the semantic conventions. */
export function alertEcs(alert: JsonObject, { severityNumber }: MappedItem): Attributes {
  const category = findingCategory(listOf(alert['category']));
  return { ...ecsEvent({ kind: 'alert', category, type: typesOf(alert) }, severityNumber), ...fields(alert) };
}

const allowed = 1;
const denied = 2;

function typesOf({ action = null }: JsonObject): readonly string[] {
  const id = alertActionId(action);
  return id === allowed ? ['info', 'allowed'] : id === denied ? ['info', 'denied'] : ['info'];
}
