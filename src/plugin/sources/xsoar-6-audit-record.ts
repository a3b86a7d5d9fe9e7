import type { JsonValue } from '../../contract/index.ts';
import { type AttributeTable, attributesOf, flatAttributes, put } from './attribute-table.ts';
import { auditEvent } from './audit-record.ts';
import type { MappedItem } from './source-definition.ts';
import { ATTR_USER_NAME } from './unstable-attributes.ts';
import { hrTimeOfRfc3339, msOfHrTime } from './vendor-time.ts';
import { numberOf, objectOf, textOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.audit';

/* Field names: Cortex XSOAR 6 API, Audit. */
const table: AttributeTable = [
  ['id', `${prefix}.id`, textOf],
  ['version', `${prefix}.version`, numberOf],
  ['type', `${prefix}.entity`, textOf],
  ['action', `${prefix}.subtype`, textOf],
  ['object', `${prefix}.object.type`, textOf],
  ['identifier', `${prefix}.object.id`, textOf],
  ['user', ATTR_USER_NAME, textOf],
];

/**
 * What a record says of an entry of XSOAR 6's audit trail. It has no severity and no result; its time keeps the
 * nanoseconds of `modified`.
 * @throws TypeError when it is no object, or has neither id nor time.
 */
export function mapXsoar6Audit(item: JsonValue): MappedItem {
  const audit = objectOf(item);
  if (!audit || (audit['id'] === undefined && audit['modified'] === undefined)) {
    throw new TypeError('not an audit entry: neither id nor modified');
  }
  const attributes = attributesOf(audit, table);
  const created = hrTimeOfRfc3339(textOf(audit['created']) ?? '');
  put(attributes, `${prefix}.created_time`, created && msOfHrTime(created));
  Object.assign(attributes, flatAttributes(objectOf(audit['action']), `${prefix}.action`));
  const time = hrTimeOfRfc3339(textOf(audit['modified']) ?? '');
  return { eventName: auditEvent, ...(time && { time }), severityNumber: 0, attributes };
}
