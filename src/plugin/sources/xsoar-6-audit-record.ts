import type { JsonValue } from '../../contract/index.ts';
import { attributeTableOf } from '../mapping/attribute-table-of.ts';
import { attributesOf, flatAttributes, put } from './attribute-table.ts';
import { auditEvent } from './audit-record.ts';
import type { MappedItem } from './source-definition.ts';
import { hrTimeOfRfc3339, msOfRfc3339 } from './vendor-time.ts';
import { objectOf, textOf } from './vendor-values.ts';
import { xsoar6AuditFields } from './xsoar-6-audit-fields.ts';

const prefix = 'paloalto.cortex.audit';

const table = attributeTableOf(xsoar6AuditFields);

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
  put(attributes, `${prefix}.created_time`, msOfRfc3339(audit['created']));
  Object.assign(attributes, flatAttributes(objectOf(audit['action']), `${prefix}.action`));
  const time = hrTimeOfRfc3339(textOf(audit['modified']) ?? '');
  return { eventName: auditEvent, ...(time && { time }), severityNumber: 0, attributes };
}
