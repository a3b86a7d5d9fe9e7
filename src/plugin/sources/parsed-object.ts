import type { JsonValue } from '../../contract/index.ts';
import { type JsonObject, objectOf } from './vendor-values.ts';

/** An object, or the object in a text of JSON; the vendor sends either. */
export function parsedObject(value: JsonValue | undefined): JsonObject | undefined {
  if (typeof value !== 'string') return objectOf(value);
  if (!value.trimStart().startsWith('{')) return undefined;
  try {
    return objectOf(JSON.parse(value) as JsonValue);
  } catch {
    return undefined;
  }
}
