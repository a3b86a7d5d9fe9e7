import type { JsonValue } from '../../contract/index.ts';
import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { networkAddress, networkAddresses } from '../mapping/network-addresses.ts';
import { attacksOf } from '../mapping/ocsf/attacks-of.ts';
import { macOf, observablesOf } from '../mapping/ocsf/ocsf-values.ts';
import { severityId } from '../mapping/ocsf/severity-id.ts';
import { rfc3339Of } from '../mapping/rfc3339-of.ts';
import { alertActionId, alertDispositionId, alertStatusId } from './alert-status.ts';
import { mitreAttributeNames, mitreEcs } from './mitre.ts';
import { osFamily, osTypeId } from './operating-systems.ts';
import {
  ATTR_HOST_ID,
  ATTR_HOST_IP,
  ATTR_HOST_MAC,
  ATTR_HOST_NAME,
  ATTR_OS_DESCRIPTION,
  ATTR_OS_TYPE,
  ATTR_SECURITY_RULE_CATEGORY,
  ATTR_SECURITY_RULE_DESCRIPTION,
  ATTR_SECURITY_RULE_NAME,
  ATTR_SECURITY_RULE_UUID,
} from './unstable-attributes.ts';
import { timeMsOf } from './vendor-time.ts';
import { addressesOf, listOf, textOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.alert';

/* Types of observables: OCSF 1.8.0, Observable. */
const urlObservables = observablesOf('malicious_urls', 6, (text) => text);
const addressObservables = observablesOf('host_ip', 2, networkAddresses);
const addressV6Observables = observablesOf('agent_ip_addresses_v6', 2, networkAddresses);

/** The incident an alert belongs to. */
const incidentEvent = (value: JsonValue): JsonValue | undefined => {
  const uid = textOf(value);
  return uid === undefined ? undefined : [{ uid, type_name: 'Incident Finding' }];
};

const severities = ['informational', 'low', 'medium', 'high', 'critical', 'unknown'];

/**
 * Fields of an alert itself, of its host and of who used it: Cortex XDR REST API, Get Alerts Multi-Events v2 and v1, and
 * Get all Alerts. Times are epoch milliseconds. Where the shapes differ, a text of one is a list in another.
 */
export const alertFields: readonly FieldRow[] = [
  field.text('alert_id', {
    attribute: `${prefix}.id`,
    ocsf: { 'finding_info.uid': textOf, 'metadata.original_event_uid': textOf },
    ecs: 'event.id',
  }),
  field.text('external_id', { attribute: `${prefix}.external_id`, ocsf: 'metadata.correlation_uid' }),
  field.text('case_id', {
    types: ['number'],
    attribute: 'paloalto.cortex.incident.id',
    ocsf: { 'finding_info.related_events': incidentEvent },
  }),
  field.text('name', {
    attribute: ATTR_SECURITY_RULE_NAME,
    ocsf: { 'finding_info.title': textOf, 'finding_info.analytic.name': textOf },
    ecs: 'rule.name',
  }),
  field.text('category', {
    attribute: ATTR_SECURITY_RULE_CATEGORY,
    ocsf: { 'finding_info.types': listOf, 'finding_info.analytic.category': textOf },
    ecs: 'rule.category',
  }),
  field.text('description', {
    attribute: ATTR_SECURITY_RULE_DESCRIPTION,
    ocsf: { 'finding_info.desc': textOf, message: textOf },
    ecs: { message: textOf, 'rule.description': textOf },
  }),
  field.text('matching_service_rule_id', {
    attribute: ATTR_SECURITY_RULE_UUID,
    ocsf: 'finding_info.analytic.uid',
    ecs: 'rule.id',
  }),
  field.text('severity', {
    slot: 'severity',
    values: severities,
    attribute: `${prefix}.severity`,
    ocsf: { severity: textOf, severity_id: severityId },
  }),
  field.text('source', {
    attribute: `${prefix}.source`,
    ocsf: { 'finding_info.data_sources': listOf },
    ecs: 'event.provider',
  }),
  field.text('action', {
    attribute: `${prefix}.action`,
    ocsf: { action: textOf, action_id: alertActionId },
    ecs: 'event.action',
  }),
  field.text('action_pretty', {
    attribute: `${prefix}.action_pretty`,
    ocsf: { disposition: textOf, disposition_id: alertDispositionId },
  }),
  field.text('alert_type', { attribute: `${prefix}.type` }),
  field.text('alert_domain', { attribute: `${prefix}.domain` }),
  field.text('resolution_status', {
    attribute: `${prefix}.resolution_status`,
    ocsf: { status: textOf, status_id: alertStatusId },
  }),
  field.text('resolution_comment', { attribute: `${prefix}.resolution_comment`, ocsf: 'comment' }),
  field.text('matching_status', { attribute: `${prefix}.matching_status` }),
  // Older servers write "Yes" and "No".
  field.flag('is_whitelisted', { types: ['flag', 'text'], attribute: `${prefix}.whitelisted` }),
  field.flag('starred', { attribute: `${prefix}.starred` }),
  field.flag('is_pcap', { attribute: `${prefix}.pcap` }),
  field.time('detection_timestamp', {
    slot: 'time',
    attribute: `${prefix}.detection_time`,
    also: [`${prefix}.delay_ms`],
    ocsf: { time: timeMsOf, 'finding_info.first_seen_time': timeMsOf },
  }),
  field.time('local_insert_ts', {
    attribute: `${prefix}.insert_time`,
    also: [`${prefix}.delay_ms`],
    ocsf: { 'finding_info.created_time': timeMsOf, 'metadata.logged_time': timeMsOf },
    ecs: { 'event.created': rfc3339Of },
  }),
  field.time('last_modified_ts', { attribute: `${prefix}.modification_time`, ocsf: 'finding_info.modified_time' }),
  field.number('events_length', { attribute: `${prefix}.event_count` }),
  field.text('bioc_indicator', { attribute: `${prefix}.bioc_indicator` }),
  field.list('tags', { types: ['list', 'text'], attribute: `${prefix}.tags`, ocsf: 'metadata.labels', ecs: 'tags' }),
  field.list('original_tags', { types: ['list', 'text'], attribute: `${prefix}.original_tags` }),
  field.list('malicious_urls', {
    types: ['list', 'text'],
    attribute: `${prefix}.malicious_urls`,
    ocsf: { observables: urlObservables },
  }),
  field.text('endpoint_id', { attribute: ATTR_HOST_ID, ocsf: 'device.uid', ecs: 'agent.id' }),
  field.text('host_ip', {
    types: ['list', 'text'],
    attribute: ATTR_HOST_IP,
    read: addressesOf,
    ocsf: { 'device.ip': networkAddress, observables: addressObservables },
    ecs: { 'related.ip': networkAddresses },
  }),
  field.text('agent_fqdn', {
    attribute: `${prefix}.agent.fqdn`,
    also: [ATTR_HOST_NAME],
    ocsf: { 'device.hostname?': textOf, 'device.name': textOf },
    ecs: { 'host.hostname': textOf, 'related.hosts': textOf },
  }),
  field.text('agent_device_domain', { attribute: `${prefix}.agent.domain`, ocsf: 'device.domain', ecs: 'host.domain' }),
  field.text('agent_version', {
    attribute: `${prefix}.agent.version`,
    ocsf: 'device.agent_list[].version',
    ecs: 'agent.version',
  }),
  field.text('agent_os_type', {
    attribute: `${prefix}.agent.os_type`,
    also: [ATTR_OS_TYPE],
    ocsf: { 'device.os.name?': textOf, 'device.os.type': textOf, 'device.os.type_id': osTypeId },
    ecs: { 'host.os.type': osFamily },
  }),
  field.text('agent_os_sub_type', { attribute: ATTR_OS_DESCRIPTION, ocsf: 'device.os.name', ecs: 'host.os.full' }),
  field.text('host_name', { also: [ATTR_HOST_NAME], ocsf: 'device.hostname', ecs: 'related.hosts' }),
  field.text('mac', { read: listOf, also: [ATTR_HOST_MAC], ocsf: { 'device.mac': macOf } }),
  field.text('mac_address', {
    types: ['text', 'list'],
    read: listOf,
    also: [ATTR_HOST_MAC],
    ocsf: { 'device.mac': macOf },
  }),
  field.list('mac_addresses', { also: [ATTR_HOST_MAC], ocsf: { 'device.mac': macOf } }),
  field.text('mitre_tactic_id_and_name', {
    types: ['text', 'list'],
    also: mitreAttributeNames.tactic,
    ocsf: { 'finding_info.attacks': attacksOf },
    ecs: mitreEcs,
  }),
  field.text('mitre_technique_id_and_name', {
    types: ['text', 'list'],
    also: mitreAttributeNames.technique,
    ocsf: { 'finding_info.attacks': attacksOf },
    ecs: mitreEcs,
  }),
  field.list('agent_ip_addresses_v6', { types: ['list', 'text'], ocsf: { observables: addressV6Observables } }),
  field.flag('agent_data_collection_status', { types: ['flag', 'text'] }),
  field.flag('agent_is_vdi', { types: ['flag', 'text'] }),
  field.text('agent_install_type', { types: ['text', 'list'] }),
  field.time('agent_host_boot_time', { types: ['number', 'list'], ocsf: 'device.boot_time' }),
  field.time('end_match_attempt_ts'),
  field.number('attempt_counter'),
  field.text('bioc_category_enum_key'),
  field.text('deduplicate_tokens', { types: ['text', 'list'] }),
  field.text('filter_rule_id'),
  field.text('dynamic_fields', { types: ['text', 'object', 'list'] }),
  field.list('events'),
  field.text('contains_featured_host', { types: ['text', 'list'], values: ['YES', 'NO'] }),
  field.text('contains_featured_ip', { types: ['text', 'list'], values: ['YES', 'NO'] }),
  field.text('contains_featured_user', { types: ['text', 'list'], values: ['YES', 'NO'] }),
  field.text('contains_featured_ip_address', { types: ['text', 'list'], values: ['YES', 'NO'] }),
  field.text('dss_job_title', { types: ['text', 'list'] }),
  field.text('dss_department', { types: ['text', 'list'] }),
  field.text('dss_country', { types: ['text', 'list'] }),
  field.text('dss_groups', { types: ['text', 'list'] }),
  // Of issues alone: Cortex XSIAM Platform APIs, issue search.
  field.text('assigned_to', { attribute: `${prefix}.assignee.email` }),
  field.text('assigned_to_pretty', { attribute: `${prefix}.assignee.name` }),
  field.list('asset_ids', { attribute: `${prefix}.asset.ids` }),
  field.list('asset_names', { attribute: `${prefix}.asset.names` }),
  field.list('asset_types', { attribute: `${prefix}.asset.types` }),
];
