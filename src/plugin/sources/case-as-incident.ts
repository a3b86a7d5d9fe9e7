import type { JsonValue } from '../../contract/index.ts';
import { renamedBy } from './renamed-by.ts';
import { type JsonObject, objectOf, textOf } from './vendor-values.ts';

/**
 * Fields of a case and the incident's field that says the same (Cortex XSIAM Platform APIs, Retrieve Cases based on
 * filters; what real answers hold). All others have kept their names.
 */
export const caseWords: readonly (readonly [ofCase: string, ofIncident: string])[] = [
  ['case_id', 'incident_id'],
  ['case_name', 'incident_name'],
  ['case_domain', 'incident_domain'],
  ['case_sources', 'incident_sources'],
  ['issue_sources', 'incident_sources'],
  ['issue_count', 'alert_count'],
  ['low_severity_issue_count', 'low_severity_alert_count'],
  ['med_severity_issue_count', 'med_severity_alert_count'],
  ['high_severity_issue_count', 'high_severity_alert_count'],
  ['critical_severity_issue_count', 'critical_severity_alert_count'],
  ['issue_categories', 'alert_categories'],
  ['issues_grouping_status', 'alerts_grouping_status'],
];

/** What the status of an incident says, said by several fields of a case. */
export const caseStatusWords = [
  ['status_progress', 'status'],
  ['resolve_reason', 'status', 'part'],
] as const;

const incidentWord: ReadonlyMap<string, string> = new Map(caseWords);

/** A case in the words of an incident; anything else is given back itself. */
export function caseAsIncident(item: JsonValue): JsonValue {
  const found = objectOf(item);
  if (!found || !isCase(found)) return item;
  const incident = renamedBy(incidentWord, found);
  incident['incident_id'] = textOf(found['case_id']) ?? null;
  if (found['status'] === undefined) incident['status'] = statusOf(found);
  for (const key of ['severity', 'manual_severity']) {
    const severity = textOf(found[key]);
    if (severity !== undefined) incident[key] = severity.toLowerCase();
  }
  return incident;
}

export function isCase(item: JsonObject): boolean {
  return item['case_id'] !== undefined && item['incident_id'] === undefined;
}

export function isResolvedCase(item: JsonObject): boolean {
  return statusOf(item)?.startsWith('resolved') ?? false;
}

/** `RESOLVED` with its reason is one word of an incident: `resolved_true_positive`. */
function statusOf(found: JsonObject): string | null {
  const status = word(found['status_progress']);
  if (status === undefined) return null;
  const reason = word(found['resolve_reason']);
  if (status !== 'resolved' || reason === undefined || reason === 'resolved') return status;
  return reason.startsWith('resolved_') ? reason : `resolved_${reason}`;
}

/** `STATUS_080_RESOLVED_TRUE_POSITIVE`, `Resolved - True Positive` and `RESOLVED_TRUE_POSITIVE` are the same word. */
function word(value: JsonValue | undefined): string | undefined {
  const text = textOf(value)
    ?.toLowerCase()
    .replace(/^status_\d+_/, '')
    .replaceAll(/[^a-z\d]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return text === '' ? undefined : text;
}
