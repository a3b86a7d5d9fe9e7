import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { ATTR_USER_NAME } from './unstable-attributes.ts';

const prefix = 'paloalto.cortex.audit';

/** Fields of an entry of XSOAR 6's audit trail: Cortex XSOAR 6 API, Audit. */
export const xsoar6AuditFields: readonly FieldRow[] = [
  field.text('id', { attribute: `${prefix}.id` }),
  field.number('version', { attribute: `${prefix}.version` }),
  field.text('type', { attribute: `${prefix}.entity` }),
  field.text('action', { types: ['object'], attribute: `${prefix}.subtype`, also: [`${prefix}.action.*`] }),
  field.text('object', { attribute: `${prefix}.object.type` }),
  field.text('identifier', { attribute: `${prefix}.object.id` }),
  field.text('user', { attribute: ATTR_USER_NAME }),
  // RFC 3339, with nanoseconds.
  field.text('created', { also: [`${prefix}.created_time`] }),
  field.text('modified'),
  field.list('sortValues'),
];
