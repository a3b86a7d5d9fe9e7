import type { Attributes, JsonValue } from '../../contract/index.ts';
import { alertEventAttributes, alertValues } from './alert-events.ts';
import { attributeTableOf } from '../mapping/attribute-table-of.ts';
import { alertFields } from './alert-fields.ts';
import { type OpenAttributes, attributesOf, put } from './attribute-table.ts';
import { mitreAttributes } from './mitre.ts';
import { osType } from './operating-systems.ts';
import { severityOf } from './severity.ts';
import type { MappedItem } from './source-definition.ts';
import { ATTR_HOST_MAC, ATTR_HOST_NAME, ATTR_OS_TYPE, ATTR_USER_NAME } from './unstable-attributes.ts';
import { hrTimeOfMs, timeMsOf } from './vendor-time.ts';
import { type JsonObject, listOf, objectOf, textOf } from './vendor-values.ts';

export const alertEvent = 'paloalto.cortex.alert';

const prefix = alertEvent;

const table = attributeTableOf(alertFields);

/**
 * What a record says of a Cortex XDR alert, in any of the shapes the API gives it. Its time is that of detection, which
 * may lie days before the tenant received it.
 * @throws TypeError when it is no object, or has no id.
 */
export function mapAlert(item: JsonValue): MappedItem {
  const alert = objectOf(item);
  if (!alert || textOf(alert['alert_id']) === undefined) throw new TypeError('not an alert: no id');
  const timeMs = timeMsOf(alert['detection_timestamp']) ?? timeMsOf(alert['local_insert_ts']);
  return {
    eventName: alertEvent,
    ...(timeMs === undefined ? undefined : { time: hrTimeOfMs(timeMs) }),
    ...severityOf(textOf(alert['severity'])),
    attributes: indexOf(alert),
  };
}

function indexOf(alert: JsonObject): Attributes {
  const attributes = attributesOf(alert, table);
  const [detectedMs, insertedMs] = [timeMsOf(alert['detection_timestamp']), timeMsOf(alert['local_insert_ts'])];
  if (detectedMs !== undefined && insertedMs !== undefined) attributes[`${prefix}.delay_ms`] = insertedMs - detectedMs;
  putHost(attributes, alert);
  const users = alertValues(alert, 'user_name');
  put(attributes, `${prefix}.users`, listOf(users));
  if (users.length === 1) put(attributes, ATTR_USER_NAME, users[0]);
  const attacks = ['mitre_tactic_id_and_name', 'mitre_technique_id_and_name'];
  const mitre = mitreAttributes(attacks.flatMap((field) => alertValues(alert, field)));
  return Object.assign(attributes, mitre, alertEventAttributes(alert));
}

function putHost(attributes: OpenAttributes, alert: JsonObject): void {
  put(attributes, ATTR_HOST_NAME, textOf(alert['host_name']) ?? textOf(alert['agent_fqdn']));
  put(attributes, ATTR_OS_TYPE, osType(alert['agent_os_type']));
  const addresses = ['mac', 'mac_address', 'mac_addresses'].flatMap((field) => listOf(alert[field]) ?? []);
  const macs = addresses.filter((address) => macAddress.test(address));
  put(attributes, ATTR_HOST_MAC, listOf([...new Set(macs.map((mac) => mac.toUpperCase().replaceAll(':', '-')))]));
}

const macAddress = /^[\da-f]{2}(?:[:-][\da-f]{2}){5}$/i;
