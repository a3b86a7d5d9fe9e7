import type { JsonValue } from '../../contract/index.ts';
import { textOf } from './vendor-values.ts';

const success = /^success/i;
const failure = /^fail/i;
const other = 99;

/** `status_id` of what the vendor says of an outcome: `SUCCESS`, `FAIL`, `PARTIAL`; agents write `Success` and `Fail`. */
export function resultId(value: JsonValue): number | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  return success.test(text) ? 1 : failure.test(text) ? 2 : other;
}

/** `event.outcome` of the Elastic Common Schema, which has three words. */
export function outcomeOf(value: JsonValue | undefined): string | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  return success.test(text) ? 'success' : failure.test(text) ? 'failure' : 'unknown';
}
