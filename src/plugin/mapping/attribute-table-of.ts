import type { AttributeTable } from '../sources/attribute-table.ts';
import type { FieldRow } from './field-row.ts';

/** The rows that are attributes, in the form that is fast to go through for every record. */
export function attributeTableOf(rows: readonly FieldRow[]): AttributeTable {
  return rows.flatMap(({ field, attribute, read }) => (attribute === undefined ? [] : [[field, attribute, read]]));
}
