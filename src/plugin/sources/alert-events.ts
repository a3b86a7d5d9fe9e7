import type { Attributes, JsonValue } from '../../contract/index.ts';
import { attributeTableOf } from '../mapping/attribute-table-of.ts';
import { alertEventFields } from './alert-event-fields.ts';
import { type OpenAttributes, put } from './attribute-table.ts';
import { type JsonObject, listOf, objectOf } from './vendor-values.ts';

const table = attributeTableOf(alertEventFields);

/** What the API writes where there is no value. */
const fillers: ReadonlySet<string> = new Set(['N/A', 'UNKNOWN']);

/** Whether a text says that there is no value. */
export function isFiller(text: string): boolean {
  return fillers.has(text);
}

/**
 * The different values of a field, in order: of the alert itself, which holds one or, in the second version of the
 * endpoint, a list for its events; else of the events, which the first version gives as objects.
 */
export function alertValues(alert: JsonObject, field: string): readonly string[] {
  const own = listOf(alert[field]);
  const values = own ?? eventsOf(alert).flatMap((event) => listOf(event[field]) ?? []);
  return [...new Set(values)].filter((value) => !isFiller(value));
}

/**
 * Attributes of an alert's events. A convention's attribute has one value: where events differ, all values of the field
 * go under `paloalto.cortex.alert.events.` and its name instead.
 */
export function alertEventAttributes(alert: JsonObject): Attributes {
  const attributes: OpenAttributes = {};
  for (const [field, attribute, read] of table) {
    const values = alertValues(alert, field);
    if (values.length > 1) put(attributes, `paloalto.cortex.alert.events.${field}`, values);
    else put(attributes, attribute, read(values[0]));
  }
  return attributes;
}

function eventsOf(alert: JsonObject): readonly JsonObject[] {
  const events = alert['events'];
  if (!Array.isArray(events)) return [];
  return (events as readonly JsonValue[]).map(objectOf).filter((event) => event !== undefined);
}
