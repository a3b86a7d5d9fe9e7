import type { JsonValue } from '../../../contract/index.ts';
import { severityOf } from '../../sources/severity.ts';
import { textOf } from '../../sources/vendor-values.ts';

const byNumber: ReadonlyMap<number, number> = new Map([
  [9, 1],
  [10, 2],
  [13, 3],
  [17, 4],
  [21, 5],
]);
const other = 99;

/** `severity_id` of a vendor word; 0 for the vendor's own word for "unknown", 99 for one that is not known. */
export function severityId(value: JsonValue): number | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  return byNumber.get(severityOf(text).severityNumber) ?? (/^(unknown$|SEV_090)/i.test(text) ? 0 : other);
}
