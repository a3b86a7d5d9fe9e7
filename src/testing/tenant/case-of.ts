import type { JsonValue } from '../../contract/index.ts';
import type { JsonObject } from '../faults/answer.ts';
import { fieldText } from './field-text.ts';

/**
 * The case that an incident becomes when its tenant is moved to the newer API: the same id, as a number. Field names as
 * clients of live tenants read them (vanhecke/celmex); that what they share with an incident has the same values, and
 * that a case without a name is named by its description, is assumed.
 */
export function caseOf(incident: JsonObject): JsonObject {
  return {
    case_id: numeric(incident['incident_id']),
    case_name: fieldText(incident['incident_name']) || kept(incident, 'description'),
    case_domain: kept(incident, 'incident_domain'),
    ...statusOf(incident),
    resolve_comment: kept(incident, 'resolve_comment'),
    issue_count: kept(incident, 'alert_count'),
    low_severity_issue_count: kept(incident, 'low_severity_alert_count'),
    med_severity_issue_count: kept(incident, 'med_severity_alert_count'),
    high_severity_issue_count: kept(incident, 'high_severity_alert_count'),
    critical_severity_issue_count: kept(incident, 'critical_severity_alert_count'),
    issue_categories: kept(incident, 'alert_categories'),
    is_blocked: incident['is_blocked'] ?? false,
    ...Object.fromEntries(shared.map((name) => [name, kept(incident, name)])),
  };
}

/** Fields whose names have stayed. */
const shared = [
  'description',
  'severity',
  'starred',
  'creation_time',
  'modification_time',
  'resolved_timestamp',
  'assigned_user_mail',
  'assigned_user_pretty_name',
  'user_count',
  'host_count',
  'wildfire_hits',
  'aggregated_score',
  'xdr_url',
  'hosts',
  'users',
  'tags',
  'mitre_tactics_ids_and_names',
  'mitre_techniques_ids_and_names',
  'custom_fields',
];

/** `NEW`, `UNDER_INVESTIGATION` or `RESOLVED`, and for the last the reason, which was part of the status before. */
function statusOf(incident: JsonObject): JsonObject {
  const status = fieldText(incident['status']).toUpperCase();
  const isResolved = status.startsWith('RESOLVED');
  return { status_progress: isResolved ? 'RESOLVED' : status, resolve_reason: isResolved ? status : null };
}

function kept(incident: JsonObject, name: string): JsonValue {
  return incident[name] ?? null;
}

function numeric(id: JsonValue | undefined): JsonValue {
  const text = fieldText(id);
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
}
