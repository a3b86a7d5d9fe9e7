import type { JsonValue } from '../../contract/index.ts';
import { attributeTableOf } from '../mapping/attribute-table-of.ts';
import { attributesOf } from '../sources/attribute-table.ts';
import type { MappedItem, RecordKind } from '../sources/source-definition.ts';
import { hrTimeOfMs, timeMsOf } from '../sources/vendor-time.ts';
import { objectOf } from '../sources/vendor-values.ts';
import { xqlRowFields } from '../sources/xql-row-fields.ts';

const event = 'paloalto.cortex.xql.row';
const table = attributeTableOf(xqlRowFields);

/** A row of a query: its columns are those the query names, so that which there are is not known. */
export const rowRecord: RecordKind = { events: [event], map: mapRow };

/** @throws TypeError when it is no object. */
function mapRow(item: JsonValue): MappedItem {
  const row = objectOf(item);
  if (!row) throw new TypeError('not a row');
  // Every dataset has `_time`; a query may leave it out (XQL Language Reference, Datasets).
  const timeMs = timeMsOf(row['_time']) ?? timeMsOf(row['insert_timestamp']);
  return {
    eventName: event,
    severityNumber: 0,
    attributes: attributesOf(row, table),
    ...(timeMs !== undefined && { time: hrTimeOfMs(timeMs) }),
  };
}
