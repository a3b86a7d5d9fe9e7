import type { JsonValue } from '../../../contract/index.ts';
import { field } from '../../mapping/field.ts';
import type { FieldRow } from '../../mapping/field-row.ts';
import { networkAddress, networkAddresses } from '../../mapping/network-addresses.ts';
import { macOf, observablesOf } from '../../mapping/ocsf/ocsf-values.ts';
import { osFamily, osType, osTypeId } from '../../sources/operating-systems.ts';
import * as attr from '../../sources/unstable-attributes.ts';
import { addressesOf, listOf, textOf } from '../../sources/vendor-values.ts';

const prefix = 'paloalto.cortex.endpoint';

/* Types of observables: OCSF 1.8.0, Observable. */
const addressObservables = observablesOf('ip', 2, networkAddresses);
const addressV6Observables = observablesOf('ipv6', 2, networkAddresses);
const publicAddressObservables = observablesOf('public_ip', 2, networkAddresses);
const userObservables = observablesOf('users', 4, (text) => text);

/** Types of devices: OCSF 1.8.0, Device. A workstation may be a desktop or a laptop. */
const deviceTypes: ReadonlyMap<string, number> = new Map([
  ['AGENT_TYPE_SERVER', 1],
  ['AGENT_TYPE_MOBILE', 5],
]);
const otherDevice = 99;

const deviceTypeId = (value: JsonValue): JsonValue => deviceTypes.get(textOf(value) ?? '') ?? otherDevice;
const groupsOf = (value: JsonValue): JsonValue | undefined => listOf(value)?.map((name) => ({ name }));

/** Fields of an endpoint: Cortex XDR REST API, Get Endpoint. Times are epoch milliseconds. What people look for comes first. */
export const endpointFields: readonly FieldRow[] = [
  field.text('endpoint_id', { attribute: attr.ATTR_HOST_ID, ocsf: 'device.uid', ecs: 'agent.id' }),
  field.text('endpoint_name', { attribute: attr.ATTR_HOST_NAME, ocsf: 'device.hostname', ecs: 'related.hosts' }),
  field.text('endpoint_status', {
    values: ['CONNECTED', 'DISCONNECTED', 'LOST', 'UNINSTALLED'],
    attribute: `${prefix}.status`,
  }),
  field.text('is_isolated', {
    values: ['AGENT_UNISOLATED', 'AGENT_ISOLATED', 'AGENT_PENDING_ISOLATION', 'AGENT_PENDING_ISOLATION_CANCELLATION'],
    attribute: `${prefix}.isolation`,
  }),
  field.text('alias', { attribute: `${prefix}.alias`, ocsf: 'device.name' }),
  field.list('ip', {
    types: ['list', 'text'],
    read: addressesOf,
    also: [attr.ATTR_HOST_IP],
    ocsf: { 'device.ip': networkAddress, observables: addressObservables },
    ecs: { 'related.ip': networkAddresses },
  }),
  field.list('ipv6', {
    types: ['list', 'text'],
    read: addressesOf,
    also: [attr.ATTR_HOST_IP],
    ocsf: { observables: addressV6Observables },
    ecs: { 'related.ip': networkAddresses },
  }),
  field.text('public_ip', {
    attribute: `${prefix}.public_ip`,
    ocsf: { observables: publicAddressObservables },
    ecs: { 'related.ip': networkAddresses },
  }),
  field.list('mac_address', { types: ['list', 'text'], attribute: attr.ATTR_HOST_MAC, ocsf: { 'device.mac': macOf } }),
  field.text('endpoint_type', {
    attribute: `${prefix}.type`,
    ocsf: { 'device.type': textOf, 'device.type_id': deviceTypeId },
  }),
  field.text('os_type', {
    attribute: attr.ATTR_OS_TYPE,
    read: osType,
    ocsf: { 'device.os.name?': textOf, 'device.os.type': textOf, 'device.os.type_id': osTypeId },
    ecs: { 'host.os.type': osFamily },
  }),
  field.text('operating_system', { attribute: attr.ATTR_OS_DESCRIPTION, ocsf: 'device.os.name', ecs: 'host.os.full' }),
  field.text('os_version', { attribute: attr.ATTR_OS_VERSION, ocsf: 'device.os.version', ecs: 'host.os.version' }),
  field.text('domain', { attribute: `${prefix}.domain`, ocsf: 'device.domain', ecs: 'host.domain' }),
  field.list('users', {
    types: ['list', 'text'],
    attribute: `${prefix}.users`,
    ocsf: { observables: userObservables },
    ecs: 'related.user',
  }),
  // Older servers write one group as a text.
  field.list('group_name', {
    types: ['list', 'text'],
    attribute: `${prefix}.groups`,
    ocsf: { 'device.groups': groupsOf },
  }),
  field.time('isolated_date', { attribute: `${prefix}.isolated_time` }),
  field.text('scan_status', { attribute: `${prefix}.scan_status` }),
  field.text('operational_status', { attribute: `${prefix}.operational_status` }),
  field.text('operational_status_description', { attribute: `${prefix}.operational_status_description` }),
  field.list('operational_status_details', { read: textOf }),
  field.time('first_seen', { attribute: `${prefix}.first_seen_time`, ocsf: 'device.first_seen_time' }),
  field.time('last_seen', { attribute: `${prefix}.last_seen_time`, ocsf: 'device.last_seen_time' }),
  field.time('install_date', { attribute: `${prefix}.install_time` }),
  field.text('installation_package', { attribute: `${prefix}.installation_package` }),
  field.text('endpoint_version', {
    attribute: `${prefix}.agent.version`,
    ocsf: 'device.agent_list[].version',
    ecs: 'agent.version',
  }),
  field.text('content_version', { attribute: `${prefix}.content.version` }),
  field.text('content_status', { attribute: `${prefix}.content.status` }),
  field.time('content_release_timestamp', { attribute: `${prefix}.content.release_time` }),
  field.time('last_content_update_time', { attribute: `${prefix}.content.update_time` }),
  field.text('assigned_prevention_policy', { attribute: `${prefix}.prevention_policy` }),
  field.text('assigned_extensions_policy', { attribute: `${prefix}.extensions_policy` }),
  field.list('active_directory', { types: ['list', 'text'], attribute: `${prefix}.active_directory` }),
  field.text('endpointTags', { types: ['text', 'list', 'object'], read: textOf, attribute: `${prefix}.tags` }),
];
