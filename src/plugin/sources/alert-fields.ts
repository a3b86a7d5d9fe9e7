import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { mitreAttributeNames } from './mitre.ts';
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
  ATTR_USER_NAME,
} from './unstable-attributes.ts';
import { addressesOf, listOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.alert';

const severities = ['informational', 'low', 'medium', 'high', 'critical', 'unknown'];

/**
 * Fields of an alert itself, of its host and of who used it: Cortex XDR REST API, Get Alerts Multi-Events v2 and v1, and
 * Get all Alerts. Times are epoch milliseconds. Where the shapes differ, a text of one is a list in another.
 */
export const alertFields: readonly FieldRow[] = [
  field.text('alert_id', { attribute: `${prefix}.id` }),
  field.text('external_id', { attribute: `${prefix}.external_id` }),
  field.text('case_id', { types: ['number'], attribute: 'paloalto.cortex.incident.id' }),
  field.text('name', { attribute: ATTR_SECURITY_RULE_NAME }),
  field.text('category', { attribute: ATTR_SECURITY_RULE_CATEGORY }),
  field.text('description', { attribute: ATTR_SECURITY_RULE_DESCRIPTION }),
  field.text('matching_service_rule_id', { attribute: ATTR_SECURITY_RULE_UUID }),
  field.text('severity', { values: severities, attribute: `${prefix}.severity` }),
  field.text('source', { attribute: `${prefix}.source` }),
  field.text('action', { attribute: `${prefix}.action` }),
  field.text('action_pretty', { attribute: `${prefix}.action_pretty` }),
  field.text('alert_type', { attribute: `${prefix}.type` }),
  field.text('alert_domain', { attribute: `${prefix}.domain` }),
  field.text('resolution_status', { attribute: `${prefix}.resolution_status` }),
  field.text('resolution_comment', { attribute: `${prefix}.resolution_comment` }),
  field.text('matching_status', { attribute: `${prefix}.matching_status` }),
  // Older servers write "Yes" and "No".
  field.flag('is_whitelisted', { types: ['flag', 'text'], attribute: `${prefix}.whitelisted` }),
  field.flag('starred', { attribute: `${prefix}.starred` }),
  field.flag('is_pcap', { attribute: `${prefix}.pcap` }),
  field.time('detection_timestamp', { attribute: `${prefix}.detection_time`, also: [`${prefix}.delay_ms`] }),
  field.time('local_insert_ts', { attribute: `${prefix}.insert_time`, also: [`${prefix}.delay_ms`] }),
  field.time('last_modified_ts', { attribute: `${prefix}.modification_time` }),
  field.number('events_length', { attribute: `${prefix}.event_count` }),
  field.text('bioc_indicator', { attribute: `${prefix}.bioc_indicator` }),
  field.list('tags', { types: ['list', 'text'], attribute: `${prefix}.tags` }),
  field.list('original_tags', { types: ['list', 'text'], attribute: `${prefix}.original_tags` }),
  field.list('malicious_urls', { types: ['list', 'text'], attribute: `${prefix}.malicious_urls` }),
  field.text('endpoint_id', { attribute: ATTR_HOST_ID }),
  field.text('host_ip', { types: ['list', 'text'], attribute: ATTR_HOST_IP, read: addressesOf }),
  field.text('agent_fqdn', { attribute: `${prefix}.agent.fqdn`, also: [ATTR_HOST_NAME] }),
  field.text('agent_device_domain', { attribute: `${prefix}.agent.domain` }),
  field.text('agent_version', { attribute: `${prefix}.agent.version` }),
  field.text('agent_os_type', { attribute: `${prefix}.agent.os_type`, also: [ATTR_OS_TYPE] }),
  field.text('agent_os_sub_type', { attribute: ATTR_OS_DESCRIPTION }),
  field.text('host_name', { also: [ATTR_HOST_NAME] }),
  field.text('mac', { read: listOf, also: [ATTR_HOST_MAC] }),
  field.text('mac_address', { types: ['text', 'list'], read: listOf, also: [ATTR_HOST_MAC] }),
  field.list('mac_addresses', { also: [ATTR_HOST_MAC] }),
  field.text('user_name', { types: ['text', 'list'], also: [ATTR_USER_NAME, `${prefix}.users`] }),
  field.text('mitre_tactic_id_and_name', { types: ['text', 'list'], also: mitreAttributeNames.tactic }),
  field.text('mitre_technique_id_and_name', { types: ['text', 'list'], also: mitreAttributeNames.technique }),
  field.list('agent_ip_addresses_v6', { types: ['list', 'text'] }),
  field.flag('agent_data_collection_status', { types: ['flag', 'text'] }),
  field.flag('agent_is_vdi', { types: ['flag', 'text'] }),
  field.text('agent_install_type', { types: ['text', 'list'] }),
  field.time('agent_host_boot_time', { types: ['number', 'list'] }),
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
];
