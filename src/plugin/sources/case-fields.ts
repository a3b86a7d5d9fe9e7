import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { caseWords } from './case-as-incident.ts';
import { incidentFields } from './incident-fields.ts';

const wordOfCase: ReadonlyMap<string, string> = new Map(caseWords.map(([ofCase, ofIncident]) => [ofIncident, ofCase]));

/**
 * Fields of a case (Cortex XSIAM Platform APIs, Retrieve Cases based on filters, and what real answers hold): those of an
 * incident under their new names, but for the status, of which the reason of a resolution was a part.
 */
export const caseFields: readonly FieldRow[] = incidentFields.flatMap((row) => {
  if (row.field !== 'status') return { ...row, field: wordOfCase.get(row.field) ?? row.field, ...typesOf(row) };
  return field.text('status_progress', { ...row, values: ['NEW', 'UNDER_INVESTIGATION', 'RESOLVED'] });
});

/** The id is a number now. */
function typesOf({ field: name }: FieldRow): Partial<FieldRow> {
  return name === 'incident_id' ? { types: ['number', 'text'] } : {};
}
