import type { JsonValue } from '../../contract/index.ts';

/** Characters of a value as JSON, without those that escaping adds. Does not build the text. */
export function jsonLength(value: JsonValue): number {
  if (typeof value === 'string') return value.length + 2;
  if (typeof value !== 'object' || value === null) return String(value).length;
  let length = 2;
  if (Array.isArray(value)) for (const each of value as readonly JsonValue[]) length += jsonLength(each) + 1;
  else for (const [key, each] of Object.entries(value)) length += key.length + 3 + jsonLength(each) + 1;
  // No comma follows the last one.
  return length > 2 ? length - 1 : length;
}
