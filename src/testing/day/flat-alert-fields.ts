import type { JsonObject } from '../faults/answer.ts';

/**
 * What the API gives for every field of a flat alert that has no value (Cortex XDR REST API, Get Extra Incident Data;
 * reference, appendix A): null, but for a few that have a word for it.
 */
export const emptyFlatAlert: JsonObject = {
  ...nulls(`external_id matching_service_rule_id bioc_indicator bioc_category_enum_key deduplicate_tokens filter_rule_id
    end_match_attempt_ts last_modified_ts resolution_comment dynamic_fields malicious_urls mac module_id user_agent
    story_id event_id event_sub_type association_strength dns_query_name alert_domain project operation_name
    identity_type identity_sub_type cloud_provider referenced_resource resource_type resource_sub_type cluster_name
    container_id container_name image_id image_name namespace`),
  ...nulls(`agent_device_domain agent_fqdn agent_ip_addresses_v6 agent_host_boot_time agent_data_collection_status
    dss_job_title dss_department dss_country dss_groups`),
  ...nulls(`fw_app_category fw_app_id fw_app_subcategory fw_app_technology fw_interface_to fw_interface_from
    fw_email_recipient fw_email_sender fw_email_subject fw_device_name fw_rule_id fw_rule fw_serial_number fw_misc fw_vsys
    fw_url_domain fw_xff`),
  ...nulls(`causality_actor_process_command_line causality_actor_process_image_md5 causality_actor_process_image_name
    causality_actor_process_image_path causality_actor_process_image_sha256 causality_actor_process_signature_vendor
    causality_actor_causality_id causality_actor_process_execution_time`),
  ...nulls(`actor_process_image_md5 actor_process_signature_vendor actor_thread_thread_id actor_process_instance_id
    actor_process_causality_id actor_causality_id`),
  ...nulls(`os_actor_process_command_line os_actor_thread_thread_id os_actor_process_image_name
    os_actor_process_os_pid os_actor_process_image_sha256 os_actor_process_signature_vendor os_actor_effective_username
    os_actor_process_instance_id os_actor_process_image_path os_actor_process_causality_id os_actor_causality_id`),
  ...nulls(`action_local_ip action_local_port action_local_ip_v6 action_remote_ip action_remote_port
    action_remote_ip_v6 action_external_hostname action_file_macro_sha256 action_file_md5 action_file_name
    action_file_path action_file_sha256 action_registry_data action_registry_full_key action_registry_key_name
    action_registry_value_name action_process_signature_vendor action_process_image_command_line
    action_process_image_name action_process_image_sha256 action_process_instance_id action_process_causality_id`),
  ...nulls(`dst_association_strength dst_agent_id dst_causality_actor_process_execution_time
    dst_action_external_hostname dst_action_country dst_action_external_port`),
  causality_actor_process_signature_status: 'N/A',
  os_actor_process_signature_status: 'N/A',
  action_process_signature_status: 'N/A',
  action_country: 'UNKNOWN',
  fw_is_phishing: 'N/A',
  contains_featured_host: 'NO',
  contains_featured_ip: 'NO',
  contains_featured_user: 'NO',
};

function nulls(names: string): JsonObject {
  return Object.fromEntries(names.split(/\s+/).map((name) => [name, null]));
}
