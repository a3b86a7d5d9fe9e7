import { field } from '../../mapping/field.ts';
import type { FieldRow } from '../../mapping/field-row.ts';
import { osType } from '../../sources/operating-systems.ts';
import {
  ATTR_HOST_ID,
  ATTR_HOST_IP,
  ATTR_HOST_MAC,
  ATTR_HOST_NAME,
  ATTR_OS_DESCRIPTION,
  ATTR_OS_TYPE,
} from '../../sources/unstable-attributes.ts';

const prefix = 'paloalto.cortex.endpoint';

/** Fields of an endpoint: Cortex XDR REST API, Get Endpoint. Times are epoch milliseconds. */
export const endpointFields: readonly FieldRow[] = [
  field.text('endpoint_id', { attribute: ATTR_HOST_ID }),
  field.text('endpoint_name', { attribute: ATTR_HOST_NAME }),
  field.list('ip', { also: [ATTR_HOST_IP] }),
  field.list('ipv6', { also: [ATTR_HOST_IP] }),
  field.text('public_ip', { attribute: `${prefix}.public_ip` }),
  field.list('mac_address', { attribute: ATTR_HOST_MAC }),
  field.text('endpoint_type', { attribute: `${prefix}.type` }),
  field.text('os_type', { attribute: ATTR_OS_TYPE, read: osType }),
  field.text('operating_system', { attribute: ATTR_OS_DESCRIPTION }),
  field.text('os_version', { attribute: 'os.version' }),
  field.text('endpoint_status', {
    values: ['CONNECTED', 'DISCONNECTED', 'LOST', 'UNINSTALLED'],
    attribute: `${prefix}.status`,
  }),
  field.text('is_isolated', {
    values: ['AGENT_UNISOLATED', 'AGENT_ISOLATED', 'AGENT_PENDING_ISOLATION', 'AGENT_PENDING_ISOLATION_CANCELLATION'],
    attribute: `${prefix}.isolation`,
  }),
  field.time('isolated_date', { attribute: `${prefix}.isolated_time` }),
  field.text('scan_status', { attribute: `${prefix}.scan_status` }),
  field.text('operational_status', { attribute: `${prefix}.operational_status` }),
  field.text('operational_status_description', { attribute: `${prefix}.operational_status_description` }),
  field.list('operational_status_details'),
  field.list('users', { attribute: `${prefix}.users` }),
  // Older servers write one group as a text.
  field.list('group_name', { types: ['list', 'text'], attribute: `${prefix}.groups` }),
  field.list('endpointTags', { types: ['text', 'list', 'object'], attribute: `${prefix}.tags` }),
  field.text('domain', { attribute: `${prefix}.domain` }),
  field.list('active_directory', { types: ['list', 'text'], attribute: `${prefix}.active_directory` }),
  field.text('alias', { attribute: `${prefix}.alias` }),
  field.time('first_seen', { attribute: `${prefix}.first_seen_time` }),
  field.time('last_seen', { attribute: `${prefix}.last_seen_time` }),
  field.time('install_date', { attribute: `${prefix}.install_time` }),
  field.text('installation_package', { attribute: `${prefix}.installation_package` }),
  field.text('endpoint_version', { attribute: `${prefix}.agent.version` }),
  field.text('content_version', { attribute: `${prefix}.content.version` }),
  field.text('content_status', { attribute: `${prefix}.content.status` }),
  field.time('content_release_timestamp', { attribute: `${prefix}.content.release_time` }),
  field.time('last_content_update_time', { attribute: `${prefix}.content.update_time` }),
  field.text('assigned_prevention_policy', { attribute: `${prefix}.prevention_policy` }),
  field.text('assigned_extensions_policy', { attribute: `${prefix}.extensions_policy` }),
];
