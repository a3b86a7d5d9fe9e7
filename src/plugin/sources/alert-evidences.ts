import type { JsonValue } from '../../contract/index.ts';
import { placer } from '../mapping/ocsf/placer.ts';
import { alertEventFields } from './alert-event-fields.ts';
import { isFiller } from './alert-events.ts';
import { type JsonObject, numberOf, objectOf } from './vendor-values.ts';

const place = placer(alertEventFields, { name: 'evidences' });

export interface Evidences {
  readonly evidences: readonly JsonObject[];
  /** Fields of the alert that the evidences hold whole. */
  readonly fields: ReadonlySet<string>;
  /** The alert, with what the evidences do not hold of its events. */
  readonly left: JsonObject;
}

/**
 * An evidence of each event of an alert. The first version of the endpoint gives events as objects; the second, and the
 * flat shapes, give the fields of all events.
 */
export function alertEvidences(alert: JsonObject): Evidences {
  const { events } = alert;
  return Array.isArray(events) && events.length > 0
    ? ofObjects(alert, events as readonly JsonValue[])
    : ofFields(alert);
}

function ofObjects(alert: JsonObject, events: readonly JsonValue[]): Evidences {
  const evidences: JsonObject[] = [];
  const rest = events.flatMap((event) => {
    const fieldsOfEvent = objectOf(event);
    if (!fieldsOfEvent) return [event];
    const { object, fields } = place(withoutFillers(fieldsOfEvent));
    if (fields.size > 0) evidences.push(object);
    const left = Object.entries(fieldsOfEvent).filter(([field, value]) => !fields.has(field) && isTelling(value));
    return left.length > 0 ? [Object.fromEntries(left)] : [];
  });
  return { evidences, fields: new Set(), left: { ...alert, events: rest } };
}

/**
 * A list as long as there are events left nothing out, so that its order is theirs. Of a shorter one nobody can tell
 * which events it is of: it stays as it is.
 */
function ofFields(alert: JsonObject): Evidences {
  const count = Math.min(numberOf(alert['events_length']) ?? 1, mostEvidences);
  const evidences: JsonObject[] = [];
  const missing = new Set<string>();
  const held = new Set<string>();
  for (let index = 0; index < Math.max(count, 1); index += 1) {
    const event = eventAt(alert, index, Math.max(count, 1));
    const { object, fields } = place(withoutFillers(event));
    if (fields.size > 0) evidences.push(object);
    for (const [field, value] of Object.entries(event)) {
      if (fields.has(field)) held.add(field);
      else if (isTelling(value)) missing.add(field);
    }
  }
  return { evidences, fields: new Set([...held].filter((field) => !missing.has(field))), left: alert };
}

/** More than the API counts: an upstream that claims more is not followed. */
const mostEvidences = 1000;

function eventAt(alert: JsonObject, index: number, count: number): JsonObject {
  const fields = alertEventFields.flatMap(({ field }) => {
    const value = alert[field];
    // What is no list is of the one event that the flat shapes show.
    if (!Array.isArray(value)) return index === 0 && value !== undefined ? [[field, value] as const] : [];
    const list = value as readonly JsonValue[];
    return list.length === count ? [[field, list[index] ?? null] as const] : [];
  });
  return Object.fromEntries(fields);
}

function withoutFillers(event: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(event).filter(([, value]) => isTelling(value)));
}

function isTelling(value: JsonValue): boolean {
  return value !== null && value !== '' && !(typeof value === 'string' && isFiller(value));
}
