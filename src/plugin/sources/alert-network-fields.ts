import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { networkAddress } from '../mapping/network-addresses.ts';
import { emailOf, emailsOf, portOf } from '../mapping/ocsf/ocsf-values.ts';
import {
  ATTR_DESTINATION_ADDRESS,
  ATTR_DESTINATION_PORT,
  ATTR_DNS_QUESTION_NAME,
  ATTR_SOURCE_ADDRESS,
  ATTR_SOURCE_PORT,
} from './unstable-attributes.ts';

const prefix = 'paloalto.cortex.alert';

/** What an alert's event tells of the network, of the firewall that saw it, and of mail. */
export const alertNetworkFields: readonly FieldRow[] = [
  field.text('action_local_ip', {
    attribute: ATTR_SOURCE_ADDRESS,
    ocsf: { 'src_endpoint.ip': networkAddress },
    ecs: { 'source.ip': networkAddress, 'related.ip': networkAddress },
  }),
  field.text('action_local_ip_v6', {
    attribute: `${prefix}.source.address_v6`,
    ocsf: { 'src_endpoint.ip': networkAddress },
  }),
  field.number('action_local_port', {
    types: ['number', 'text'],
    attribute: ATTR_SOURCE_PORT,
    ocsf: { 'src_endpoint.port': portOf },
  }),
  field.text('action_remote_ip', {
    attribute: ATTR_DESTINATION_ADDRESS,
    ocsf: { 'dst_endpoint.ip': networkAddress },
    ecs: { 'destination.ip': networkAddress, 'related.ip': networkAddress },
  }),
  field.text('action_remote_ip_v6', {
    attribute: `${prefix}.destination.address_v6`,
    ocsf: { 'dst_endpoint.ip': networkAddress },
  }),
  field.number('action_remote_port', {
    types: ['number', 'text'],
    attribute: ATTR_DESTINATION_PORT,
    ocsf: { 'dst_endpoint.port': portOf },
  }),
  field.text('action_external_hostname', {
    attribute: `${prefix}.destination.hostname`,
    ocsf: 'dst_endpoint.hostname',
    ecs: 'destination.domain',
  }),
  field.text('action_country', {
    attribute: `${prefix}.destination.country`,
    ocsf: 'dst_endpoint.location.country',
    ecs: 'destination.geo.country_iso_code',
  }),
  field.text('dst_action_external_hostname'),
  field.number('dst_action_external_port', { types: ['number', 'text'] }),
  field.text('dst_action_country'),
  field.text('dst_agent_id', { ocsf: 'dst_endpoint.uid' }),
  field.number('dst_association_strength'),
  field.time('dst_causality_actor_process_execution_time'),
  field.text('dns_query_name', { attribute: ATTR_DNS_QUESTION_NAME, ocsf: 'query.hostname' }),
  field.text('fw_app_id', {
    attribute: `${prefix}.firewall.app`,
    ocsf: 'dst_endpoint.svc_name',
    ecs: 'network.application',
  }),
  field.text('fw_app_category'),
  field.text('fw_app_subcategory'),
  field.text('fw_app_technology'),
  field.text('fw_rule', { attribute: `${prefix}.firewall.rule` }),
  field.text('fw_rule_id'),
  field.text('fw_device_name', { attribute: `${prefix}.firewall.device`, ecs: 'observer.name' }),
  field.text('fw_serial_number', { attribute: `${prefix}.firewall.serial_number`, ecs: 'observer.serial_number' }),
  field.text('fw_url_domain', {
    attribute: `${prefix}.firewall.url_domain`,
    ocsf: 'dst_endpoint.domain',
    ecs: 'url.domain',
  }),
  field.text('fw_interface_from', { ocsf: 'src_endpoint.interface_name', ecs: 'observer.ingress.interface.name' }),
  field.text('fw_interface_to', { ocsf: 'dst_endpoint.interface_name', ecs: 'observer.egress.interface.name' }),
  field.text('fw_vsys'),
  field.text('fw_xff'),
  field.text('fw_misc'),
  field.text('fw_is_phishing'),
  field.text('fw_email_subject', { attribute: `${prefix}.email.subject`, ocsf: 'email.subject', ecs: 'email.subject' }),
  field.text('fw_email_sender', {
    attribute: `${prefix}.email.sender`,
    ocsf: { 'email.from': emailOf },
    ecs: 'email.from.address',
  }),
  field.text('fw_email_recipient', {
    attribute: `${prefix}.email.recipient`,
    ocsf: { 'email.to': emailsOf },
    ecs: 'email.to.address',
  }),
];
