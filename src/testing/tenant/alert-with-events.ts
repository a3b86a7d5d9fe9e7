import type { JsonValue } from '../../contract/index.ts';
import type { JsonObject } from '../faults/answer.ts';

/**
 * An alert as the first version of Get Alerts Multi-Events gives it (Cortex XDR REST API): its events are objects in
 * `events`, where the second version has a list for each of their fields. What only the second has, such as `case_id`,
 * is left out.
 */
export function alertWithEvents(alert: JsonObject): JsonObject {
  const fields = Object.entries(alert);
  const own = fields.filter(([name]) => alertFields.has(name));
  const ofEvents = fields.filter(([name]) => !alertFields.has(name) && eventField.test(name));
  const lengths = ofEvents.map(([, value]) => (Array.isArray(value) ? value.length : 0));
  const events = Array.from({ length: Math.max(1, ...lengths) }, (_, index) =>
    Object.fromEntries(ofEvents.map(([name, value]) => [name, valueAt(value, index)])),
  );
  return { ...Object.fromEntries(own), events };
}

/** Fields of the alert itself; `host_ip` is a list there, too. */
const alertFields: ReadonlySet<string> = new Set(
  `external_id severity matching_status end_match_attempt_ts local_insert_ts bioc_indicator matching_service_rule_id
  attempt_counter bioc_category_enum_key is_whitelisted starred deduplicate_tokens filter_rule_id
  mitre_technique_id_and_name mitre_tactic_id_and_name agent_version agent_device_domain agent_fqdn agent_os_type
  agent_os_sub_type agent_data_collection_status mac mac_address agent_is_vdi contains_featured_host
  contains_featured_user contains_featured_ip alert_id detection_timestamp name category endpoint_id description host_ip
  host_name source action action_pretty`.split(/\s+/),
);

const eventField =
  /^((causality_|os_)?actor|action|fw|dst)_|^event_(type|sub_type|id|timestamp)$|^(agent_install_type|agent_host_boot_time|module_id|association_strength|story_id|dns_query_name|user_name)$/;

function valueAt(value: JsonValue, index: number): JsonValue {
  return Array.isArray(value) ? ((value as readonly JsonValue[])[index] ?? null) : value;
}
