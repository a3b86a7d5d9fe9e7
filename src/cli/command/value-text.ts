import type { JsonValue } from '../../contract/index.ts';
import { plainText } from '../../shared/plain-text.ts';

/** A value on one line, for people: `pc-1, pc-2`, or of a thing its names and values: `license_quota=5, used_quota=1`. */
export function valueText(value: JsonValue): string {
  return plainText(textOf(value));
}

function textOf(value: JsonValue): string {
  if (isPlain(value)) return value === null ? '-' : String(value);
  const entries = Object.entries<JsonValue>(value);
  if (!entries.every(([, each]) => isPlain(each))) return JSON.stringify(value);
  const isList = Array.isArray(value);
  return entries.map(([name, each]) => `${isList ? '' : `${name}=`}${textOf(each)}`).join(', ');
}

function isPlain(value: JsonValue): value is string | number | boolean | null {
  return typeof value !== 'object' || value === null;
}
