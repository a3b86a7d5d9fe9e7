import { ATTR_CLIENT_ADDRESS } from '@opentelemetry/semantic-conventions';
import type { JsonValue } from '../../contract/index.ts';
import { attributeTableOf } from '../mapping/attribute-table-of.ts';
import { attributesOf, flatAttributes, put } from './attribute-table.ts';
import { auditFields } from './audit-fields.ts';
import { parsedObject } from './parsed-object.ts';
import { severityOf } from './severity.ts';
import type { MappedItem } from './source-definition.ts';
import { ATTR_USER_NAME } from './unstable-attributes.ts';
import { hrTimeOfMs, timeMsOf } from './vendor-time.ts';
import { type JsonObject, addressesOf, objectOf, textOf } from './vendor-values.ts';

export const auditEvent = 'paloalto.cortex.audit';

const prefix = 'paloalto.cortex.audit';

const table = attributeTableOf(auditFields);

/**
 * What a record says of an entry of the management audit log, as XDR, XSIAM and XSOAR 8 write it.
 * @throws TypeError when it is no object, or has no field of an audit entry.
 */
export function mapAudit(item: JsonValue): MappedItem {
  const audit = objectOf(item);
  if (!audit || !isAudit(audit)) throw new TypeError('not an audit entry: no AUDIT_ field');
  const attributes = attributesOf(audit, table);
  put(attributes, ATTR_USER_NAME, textOf(audit['AUDIT_OWNER_EMAIL']) ?? textOf(audit['AUDIT_OWNER_NAME']));
  const addresses = addressesOf(audit['AUDIT_SOURCE_IP']);
  // The convention knows one client; the ones behind it are proxies, kept beside it.
  put(attributes, ATTR_CLIENT_ADDRESS, addresses?.[0]);
  if (addresses && addresses.length > 1) put(attributes, `${prefix}.source.addresses`, addresses);
  Object.assign(
    attributes,
    flatAttributes(parsedObject(audit['AUDIT_ASSET_JSON']), `${prefix}.target.asset`),
    flatAttributes(parsedObject(audit['AUDIT_ADDITIONAL_INFORMATION']), `${prefix}.additional`),
  );
  const timeMs = timeMsOf(audit['AUDIT_INSERT_TIME']);
  return {
    eventName: auditEvent,
    ...(timeMs === undefined ? undefined : { time: hrTimeOfMs(timeMs) }),
    ...severityOf(textOf(audit['AUDIT_SEVERITY'])),
    attributes,
  };
}

/** Tells an `AUDIT_*` entry from what XSOAR 6 sends. */
export function isAudit(item: JsonObject): boolean {
  return 'AUDIT_ID' in item || 'AUDIT_INSERT_TIME' in item || Object.keys(item).some((key) => key.startsWith('AUDIT_'));
}
