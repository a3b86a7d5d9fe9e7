import type { FieldRow } from '../mapping/field-row.ts';
import { alertFields } from './alert-fields.ts';
import { issueObjectWords, issueWords } from './issue-as-alert.ts';

const wordOfAlert: ReadonlyMap<string, string> = new Map([...issueWords, ...issueObjectWords]);

/** Fields that issues have under the names of alerts. */
const sameWords = `
  external_id case_id name description category severity tags assigned_to assigned_to_pretty asset_ids asset_names asset_types
`;

/**
 * Fields of an issue: Cortex XSIAM Platform APIs, issue search, which names its filters only; `detection.method` and
 * `status.progress` are names in some answers, and objects in objects in others.
 */
export const issueFields: readonly FieldRow[] = [
  ...[...wordOfAlert].flatMap(([ofIssue, ofAlert]) => rowsOf(ofAlert, ofIssue)),
  ...sameWords
    .trim()
    .split(/\s+/)
    .flatMap((name) => rowsOf(name, name)),
];

function rowsOf(ofAlert: string, ofIssue: string): readonly FieldRow[] {
  return alertFields
    .filter(({ field }) => field === ofAlert)
    .map((row) => ({ ...row, field: ofIssue, ...asOfIssue(row) }));
}

/** Words of an issue are written in capitals; its id is a number. */
function asOfIssue({ field, values }: FieldRow): Partial<FieldRow> {
  if (field === 'alert_id') return { types: ['number', 'text'] };
  return values ? { values: [...values.map((word) => word.toUpperCase()), 'INFO'] } : {};
}
