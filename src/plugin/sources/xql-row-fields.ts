import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { rfc3339Of } from '../mapping/rfc3339-of.ts';
import {
  ATTR_DESTINATION_ADDRESS,
  ATTR_DESTINATION_PORT,
  ATTR_DNS_QUESTION_NAME,
  ATTR_HOST_ID,
  ATTR_HOST_IP,
  ATTR_HOST_NAME,
  ATTR_PROCESS_COMMAND_LINE,
  ATTR_PROCESS_EXECUTABLE_NAME,
  ATTR_PROCESS_EXECUTABLE_PATH,
  ATTR_PROCESS_PID,
  ATTR_SOURCE_ADDRESS,
  ATTR_SOURCE_PORT,
  ATTR_USER_NAME,
} from './unstable-attributes.ts';
import { addressesOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.xql';

/**
 * Columns that have the same meaning in every query that has them: those of the dataset xdr_data (XQL Language Reference,
 * xdr_data schema). All others, which the query names as it likes, are in the body only.
 */
export const xqlRowFields: readonly FieldRow[] = [
  field.time('_time', { slot: 'time' }),
  // Where there is no `_time`.
  field.time('insert_timestamp', { slot: 'time', ecs: { 'event.ingested': rfc3339Of } }),
  field.text('_vendor', { attribute: `${prefix}.vendor`, ecs: 'observer.vendor' }),
  field.text('_product', { attribute: `${prefix}.product`, ecs: 'observer.product' }),
  field.text('event_id', { attribute: `${prefix}.event.id`, ecs: 'event.id' }),
  field.text('event_type', { attribute: `${prefix}.event.type` }),
  field.text('event_sub_type', { attribute: `${prefix}.event.sub_type`, ecs: 'event.action' }),
  field.text('agent_id', { attribute: ATTR_HOST_ID, ecs: 'agent.id' }),
  field.text('agent_hostname', { attribute: ATTR_HOST_NAME, ecs: 'related.hosts' }),
  field.list('agent_ip_addresses', { attribute: ATTR_HOST_IP, read: addressesOf }),
  field.text('actor_effective_username', { attribute: ATTR_USER_NAME, ecs: 'related.user' }),
  field.text('actor_process_image_name', { attribute: ATTR_PROCESS_EXECUTABLE_NAME, ecs: 'process.name' }),
  field.text('actor_process_image_path', { attribute: ATTR_PROCESS_EXECUTABLE_PATH }),
  field.text('actor_process_command_line', { attribute: ATTR_PROCESS_COMMAND_LINE }),
  field.number('actor_process_os_pid', { attribute: ATTR_PROCESS_PID }),
  field.text('action_local_ip', { attribute: ATTR_SOURCE_ADDRESS, ecs: 'related.ip' }),
  field.number('action_local_port', { attribute: ATTR_SOURCE_PORT }),
  field.text('action_remote_ip', { attribute: ATTR_DESTINATION_ADDRESS, ecs: 'related.ip' }),
  field.number('action_remote_port', { attribute: ATTR_DESTINATION_PORT }),
  field.text('dns_query_name', { attribute: ATTR_DNS_QUESTION_NAME }),
];
