import type { JsonValue } from '../../contract/index.ts';
import type { JsonObject } from '../faults/answer.ts';
import { fieldText } from './field-text.ts';

/**
 * The issue that an alert becomes when its tenant is moved to the newer API: the id is the number of the alert (seen
 * live). The names are those of the filters of issue/search (Cortex XSIAM Platform APIs); the rest is plausible.
 */
export function issueOf(alert: JsonObject): JsonObject {
  return {
    id: Number(alert['alert_id']),
    external_id: kept(alert, 'external_id'),
    case_id: kept(alert, 'case_id'),
    name: kept(alert, 'name'),
    description: kept(alert, 'description'),
    category: kept(alert, 'category'),
    issue_domain: 'Security',
    severity: severityOf(alert),
    'detection.method': kept(alert, 'source'),
    'status.progress': alert['resolution_status'] === 'STATUS_010_NEW' ? 'New' : 'Resolved',
    observation_time: kept(alert, 'detection_timestamp'),
    _insert_time: kept(alert, 'local_insert_ts'),
    last_modified: alert['last_modified_ts'] ?? kept(alert, 'local_insert_ts'),
    assigned_to: null,
    assigned_to_pretty: null,
    asset_names: typeof alert['host_name'] === 'string' ? [alert['host_name']] : [],
    tags: Array.isArray(alert['tags']) ? alert['tags'] : [],
    mitre_tactics: kept(alert, 'mitre_tactic_id_and_name'),
    mitre_techniques: kept(alert, 'mitre_technique_id_and_name'),
  };
}

/** `INFO`, `LOW`, `MEDIUM`, `HIGH`, `CRITICAL`: in another case than those of cases. */
function severityOf(alert: JsonObject): string {
  const severity = fieldText(alert['severity']).toUpperCase();
  return severity === 'INFORMATIONAL' ? 'INFO' : severity;
}

function kept(alert: JsonObject, name: string): JsonValue {
  return alert[name] ?? null;
}
