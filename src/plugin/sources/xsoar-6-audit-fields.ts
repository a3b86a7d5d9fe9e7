import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { emailOf } from '../mapping/ocsf/ocsf-values.ts';
import { auditObject } from './audit-object.ts';
import { ATTR_USER_NAME } from './unstable-attributes.ts';
import { msOfRfc3339 } from './vendor-time.ts';
import { textOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.audit';

/** Fields of an entry of XSOAR 6's audit trail: Cortex XSOAR 6 API, Audit. */
export const xsoar6AuditFields: readonly FieldRow[] = [
  field.text('id', { attribute: `${prefix}.id`, ocsf: 'metadata.original_event_uid', ecs: 'event.id' }),
  field.number('version', { attribute: `${prefix}.version` }),
  field.text('type', {
    attribute: `${prefix}.entity`,
    ocsf: { 'activity_name?': textOf, 'metadata.event_code': textOf },
    ecs: 'event.code',
  }),
  field.text('action', {
    types: ['object', 'text'],
    attribute: `${prefix}.subtype`,
    also: [`${prefix}.action.*`],
    ocsf: 'activity_name',
    ecs: 'event.action',
  }),
  field.text('object', { attribute: `${prefix}.object.type`, ocsf: `${auditObject}.type` }),
  field.text('identifier', { attribute: `${prefix}.object.id`, ocsf: `${auditObject}.uid` }),
  field.text('user', {
    attribute: ATTR_USER_NAME,
    ocsf: { 'actor.user.name': textOf, 'actor.user.email_addr': emailOf },
    ecs: 'related.user',
  }),
  // RFC 3339, with nanoseconds.
  field.text('created', { also: [`${prefix}.created_time`] }),
  field.text('modified', { slot: 'time', ocsf: { time: msOfRfc3339 } }),
  field.list('sortValues'),
];
