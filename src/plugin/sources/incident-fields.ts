import { ATTR_URL_FULL } from '@opentelemetry/semantic-conventions';
import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { mitreAttributeNames } from './mitre.ts';
import { ATTR_HOST_ID, ATTR_HOST_NAME, ATTR_USER_NAME } from './unstable-attributes.ts';
import { linkOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.incident';

const severities = ['informational', 'low', 'medium', 'high', 'critical', 'unknown'];
const statuses = `
  new under_investigation resolved_known_issue resolved_duplicate resolved_duplicate_incident resolved_false_positive
  resolved_true_positive resolved_security_testing resolved_other resolved_auto resolved_auto_resolve
  resolved_threat_handled resolved_fixed resolved_dismissed
`
  .trim()
  .split(/\s+/);

/** Fields of an incident: Cortex XDR REST API, Get Incidents, and what real answers hold beside them. */
export const incidentFields: readonly FieldRow[] = [
  field.text('incident_id', { attribute: `${prefix}.id` }),
  field.text('incident_name', { attribute: `${prefix}.name` }),
  field.text('description', { attribute: `${prefix}.description` }),
  field.text('status', { values: statuses, attribute: `${prefix}.status` }),
  field.text('severity', { values: severities, attribute: `${prefix}.severity` }),
  field.text('manual_severity', { values: severities, attribute: `${prefix}.manual_severity` }),
  field.text('manual_description', { attribute: `${prefix}.manual_description` }),
  field.time('creation_time', { attribute: `${prefix}.creation_time` }),
  field.time('modification_time', { attribute: `${prefix}.modification_time` }),
  field.time('detection_time', { attribute: `${prefix}.detection_time` }),
  field.time('resolved_timestamp', { attribute: `${prefix}.resolved_time` }),
  field.text('resolve_comment', { attribute: `${prefix}.resolve_comment` }),
  field.text('notes', { attribute: `${prefix}.notes` }),
  field.text('assigned_user_mail', { attribute: `${prefix}.assignee.email` }),
  field.text('assigned_user_pretty_name', { attribute: `${prefix}.assignee.name` }),
  field.list('hosts', { attribute: `${prefix}.hosts`, also: [ATTR_HOST_NAME, ATTR_HOST_ID] }),
  field.list('users', { attribute: `${prefix}.users`, also: [ATTR_USER_NAME] }),
  field.number('host_count', { attribute: `${prefix}.host_count` }),
  field.number('user_count', { attribute: `${prefix}.user_count` }),
  field.number('alert_count', { attribute: `${prefix}.alert_count` }),
  field.number('low_severity_alert_count', { attribute: `${prefix}.low_severity_alert_count` }),
  field.number('med_severity_alert_count', { attribute: `${prefix}.medium_severity_alert_count` }),
  field.number('high_severity_alert_count', { attribute: `${prefix}.high_severity_alert_count` }),
  field.number('critical_severity_alert_count', { attribute: `${prefix}.critical_severity_alert_count` }),
  field.list('alert_categories', { attribute: `${prefix}.alert_categories` }),
  field.text('alerts_grouping_status', {
    values: ['Enabled', 'Disabled'],
    attribute: `${prefix}.alerts_grouping_status`,
  }),
  field.list('incident_sources', { attribute: `${prefix}.sources` }),
  field.text('incident_domain', { attribute: `${prefix}.domain` }),
  field.list('tags', { attribute: `${prefix}.tags` }),
  field.list('original_tags', { attribute: `${prefix}.original_tags` }),
  field.number('rule_based_score', { attribute: `${prefix}.score.rule_based` }),
  field.number('manual_score', { attribute: `${prefix}.score.manual` }),
  field.number('aggregated_score', { attribute: `${prefix}.score.aggregated` }),
  field.number('predicted_score', { attribute: `${prefix}.score.predicted` }),
  field.number('wildfire_hits', { attribute: `${prefix}.wildfire_hits` }),
  field.flag('starred', { attribute: `${prefix}.starred` }),
  field.flag('starred_manually', { attribute: `${prefix}.starred_manually` }),
  field.flag('is_blocked', { attribute: `${prefix}.blocked` }),
  field.text('xdr_url', { attribute: ATTR_URL_FULL, read: linkOf }),
  field.list('mitre_tactics_ids_and_names', { also: mitreAttributeNames.tactic }),
  field.list('mitre_techniques_ids_and_names', { also: mitreAttributeNames.technique }),
  // Cortex XSIAM REST API 2.8: keys in lower case without spaces; those of timers are objects.
  field.object('custom_fields', { also: [`${prefix}.custom_fields.*`] }),
];
