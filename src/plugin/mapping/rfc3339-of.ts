import type { Reader } from './field-row.ts';
import { timeMsOf } from '../sources/vendor-time.ts';

/** A Cortex time as text, the form of dates in the Elastic Common Schema. */
export const rfc3339Of: Reader = (value) => {
  const ms = timeMsOf(value);
  return ms === undefined ? undefined : new Date(ms).toISOString();
};
