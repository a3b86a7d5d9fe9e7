import type { KnownField } from '../sources/known-field.ts';
import type { FieldRow } from './field-row.ts';

/** What is known of the fields of tables. */
export function knownFields(rows: readonly FieldRow[]): readonly KnownField[] {
  return rows.map(({ field, types, values }) => ({ name: field, types, ...(values && { values }) }));
}
