import type { JsonValue } from '../../contract/index.ts';

/** A field as the text it is compared as: '' when it is missing or null, JSON when it is no scalar. */
export function fieldText(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
