import { ATTR_URL_FULL } from '@opentelemetry/semantic-conventions';
import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { rfc3339Of } from '../mapping/rfc3339-of.ts';
import { attacksOf } from '../mapping/ocsf/attacks-of.ts';
import { emailOf, integerOf } from '../mapping/ocsf/ocsf-values.ts';
import { severityId } from '../mapping/ocsf/severity-id.ts';
import { hostNamesOf, hostObservables, onlyHost, userObservables } from './incident-hosts.ts';
import { incidentStatusId, incidentVerdictId } from './incident-status.ts';
import { mitreAttributeNames, mitreEcs } from './mitre.ts';
import { ATTR_HOST_ID, ATTR_HOST_NAME, ATTR_USER_NAME } from './unstable-attributes.ts';
import { timeMsOf } from './vendor-time.ts';
import { linkOf, textOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.incident';
const finding = 'finding_info_list[]';

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
  field.text('incident_id', {
    attribute: `${prefix}.id`,
    ocsf: { [`${finding}.uid`]: textOf, 'metadata.original_event_uid': textOf },
    ecs: 'event.id',
  }),
  field.text('incident_name', { attribute: `${prefix}.name`, ocsf: `${finding}.title` }),
  field.text('description', {
    attribute: `${prefix}.description`,
    ocsf: { [`${finding}.title?`]: textOf, [`${finding}.desc`]: textOf, message: textOf },
    ecs: { message: textOf, 'event.reason': textOf },
  }),
  field.text('status', {
    slot: 'event name',
    values: statuses,
    attribute: `${prefix}.status`,
    ocsf: { status: textOf, status_id: incidentStatusId, verdict_id: incidentVerdictId },
  }),
  field.text('severity', {
    slot: 'severity',
    values: severities,
    attribute: `${prefix}.severity`,
    // What an analyst has set takes precedence.
    ocsf: { 'severity?': textOf, 'severity_id?': severityId },
  }),
  field.text('manual_severity', {
    slot: 'severity',
    values: severities,
    attribute: `${prefix}.manual_severity`,
    ocsf: { severity: textOf, severity_id: severityId },
  }),
  field.text('manual_description', { attribute: `${prefix}.manual_description` }),
  field.time('creation_time', {
    attribute: `${prefix}.creation_time`,
    ocsf: `${finding}.created_time`,
    ecs: { 'event.created': rfc3339Of },
  }),
  field.time('modification_time', {
    slot: 'time',
    attribute: `${prefix}.modification_time`,
    ocsf: { [`${finding}.modified_time`]: timeMsOf, time: timeMsOf },
  }),
  field.time('detection_time', { attribute: `${prefix}.detection_time`, ocsf: `${finding}.first_seen_time` }),
  field.time('resolved_timestamp', {
    attribute: `${prefix}.resolved_time`,
    ocsf: 'end_time',
    ecs: { 'event.end': rfc3339Of },
  }),
  field.text('resolve_comment', { attribute: `${prefix}.resolve_comment`, ocsf: 'comment' }),
  // Of cases alone: Cortex XSIAM Platform APIs, Retrieve Cases based on filters.
  field.text('resolve_reason', { attribute: `${prefix}.resolve_reason` }),
  field.text('notes', { attribute: `${prefix}.notes` }),
  field.text('assigned_user_mail', {
    attribute: `${prefix}.assignee.email`,
    ocsf: { 'assignee.name': textOf, 'assignee.email_addr': emailOf },
  }),
  field.text('assigned_user_pretty_name', {
    attribute: `${prefix}.assignee.name`,
    ocsf: { 'assignee.name?': textOf, 'assignee.full_name': textOf },
  }),
  field.list('hosts', {
    attribute: `${prefix}.hosts`,
    also: [ATTR_HOST_NAME, ATTR_HOST_ID],
    ocsf: { 'device.hostname': onlyHost.nameOf, 'device.uid': onlyHost.idOf, observables: hostObservables },
    ecs: { 'related.hosts': hostNamesOf },
  }),
  field.list('users', {
    attribute: `${prefix}.users`,
    also: [ATTR_USER_NAME],
    ocsf: { observables: userObservables },
    ecs: 'related.user',
  }),
  field.number('host_count', { attribute: `${prefix}.host_count` }),
  field.number('user_count', { attribute: `${prefix}.user_count` }),
  field.number('alert_count', {
    attribute: `${prefix}.alert_count`,
    ocsf: { [`${finding}.related_events_count`]: integerOf },
  }),
  field.number('low_severity_alert_count', { attribute: `${prefix}.low_severity_alert_count` }),
  field.number('med_severity_alert_count', { attribute: `${prefix}.medium_severity_alert_count` }),
  field.number('high_severity_alert_count', { attribute: `${prefix}.high_severity_alert_count` }),
  field.number('critical_severity_alert_count', { attribute: `${prefix}.critical_severity_alert_count` }),
  field.list('alert_categories', { attribute: `${prefix}.alert_categories`, ocsf: `${finding}.types` }),
  field.text('alerts_grouping_status', {
    values: ['Enabled', 'Disabled'],
    attribute: `${prefix}.alerts_grouping_status`,
  }),
  field.list('incident_sources', {
    attribute: `${prefix}.sources`,
    ocsf: `${finding}.data_sources`,
    ecs: 'event.provider',
  }),
  field.text('incident_domain', { attribute: `${prefix}.domain` }),
  field.list('tags', { attribute: `${prefix}.tags`, ocsf: 'metadata.labels', ecs: 'tags' }),
  field.list('original_tags', { attribute: `${prefix}.original_tags` }),
  field.number('rule_based_score', { attribute: `${prefix}.score.rule_based` }),
  field.number('manual_score', { attribute: `${prefix}.score.manual` }),
  field.number('aggregated_score', { attribute: `${prefix}.score.aggregated`, ecs: 'event.risk_score' }),
  field.number('predicted_score', { attribute: `${prefix}.score.predicted` }),
  field.number('wildfire_hits', { attribute: `${prefix}.wildfire_hits` }),
  field.flag('starred', { attribute: `${prefix}.starred` }),
  field.flag('starred_manually', { attribute: `${prefix}.starred_manually` }),
  field.flag('is_blocked', { attribute: `${prefix}.blocked` }),
  field.text('xdr_url', {
    attribute: ATTR_URL_FULL,
    read: linkOf,
    ocsf: { src_url: linkOf, [`${finding}.src_url`]: linkOf },
    ecs: 'event.url',
  }),
  field.list('mitre_tactics_ids_and_names', {
    also: mitreAttributeNames.tactic,
    ocsf: { [`${finding}.attacks`]: attacksOf },
    ecs: mitreEcs,
  }),
  field.list('mitre_techniques_ids_and_names', {
    also: mitreAttributeNames.technique,
    ocsf: { [`${finding}.attacks`]: attacksOf },
    ecs: mitreEcs,
  }),
  // Cortex XSIAM REST API 2.8: keys in lower case without spaces; those of timers are objects.
  field.object('custom_fields', { also: [`${prefix}.custom_fields.*`] }),
];
