import type { JsonValue } from '../../contract/index.ts';
import { renamedBy } from './renamed-by.ts';
import { type JsonObject, objectOf, textOf } from './vendor-values.ts';

/**
 * Fields of an issue and the alert's field that says the same (Cortex XSIAM Platform APIs, issue/search: names of its
 * filters; what real answers hold). All others have kept their names, or are of issues alone.
 */
export const issueWords: readonly (readonly [ofIssue: string, ofAlert: string])[] = [
  ['id', 'alert_id'],
  ['issue_domain', 'alert_domain'],
  ['observation_time', 'detection_timestamp'],
  ['_insert_time', 'local_insert_ts'],
  ['last_modified', 'last_modified_ts'],
  ['mitre_tactics', 'mitre_tactic_id_and_name'],
  ['mitre_techniques', 'mitre_technique_id_and_name'],
];

/** Names in some answers, and objects in objects in others. */
export const issueObjectWords = [
  ['detection.method', 'source'],
  ['status.progress', 'resolution_status'],
] as const;

const alertWord: ReadonlyMap<string, string> = new Map(issueWords);

/** An issue in the words of an alert; anything else is given back itself. */
export function issueAsAlert(item: JsonValue): JsonValue {
  const found = objectOf(item);
  if (!found || !isIssue(found)) return item;
  const alert = renamedBy(alertWord, found);
  const severity = textOf(found['severity'])?.toLowerCase();
  if (severity !== undefined) alert['severity'] = severity === 'info' ? 'informational' : severity;
  alert['source'] ??= within(found, 'detection', 'method');
  alert['resolution_status'] ??= within(found, 'status', 'progress');
  return alert;
}

function isIssue(item: JsonObject): boolean {
  return item['id'] !== undefined && item['alert_id'] === undefined;
}

/** Answers in the field have `status.progress` as a name, or `progress` within `status`. */
function within(found: JsonObject, outer: string, inner: string): JsonValue {
  return found[`${outer}.${inner}`] ?? objectOf(found[outer])?.[inner] ?? null;
}
