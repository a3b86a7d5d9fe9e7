import { ATTR_CLIENT_ADDRESS, ATTR_URL_FULL, ATTR_USER_AGENT_ORIGINAL } from '@opentelemetry/semantic-conventions';
import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { auditEntities } from './audit-entities.ts';
import {
  ATTR_SESSION_ID,
  ATTR_USER_EMAIL,
  ATTR_USER_FULL_NAME,
  ATTR_USER_NAME,
  ATTR_USER_ROLES,
} from './unstable-attributes.ts';
import { linkOf, listOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.audit';

const results = ['SUCCESS', 'FAIL', 'PARTIAL'];

/* Two spellings of 010 are seen: the documents' and the servers'. */
export const severityCodes: readonly string[] = [
  'SEV_010_INFO',
  'SEV_010_INFORMATIONAL',
  'SEV_020_LOW',
  'SEV_030_MEDIUM',
  'SEV_040_HIGH',
  'SEV_050_CRITICAL',
  'SEV_090_UNKNOWN',
];

/** Fields of an entry of the management audit log: Cortex XDR REST API, Get Audit Management Logs. */
export const auditFields: readonly FieldRow[] = [
  // Beyond 2^53 an integer is read as text.
  field.text('AUDIT_ID', { types: ['number', 'text'], attribute: `${prefix}.id` }),
  field.text('AUDIT_ENTITY', { values: auditEntities, attribute: `${prefix}.entity` }),
  field.text('AUDIT_ENTITY_SUBTYPE', { attribute: `${prefix}.subtype` }),
  field.text('AUDIT_RESULT', { values: results, attribute: `${prefix}.result` }),
  field.text('AUDIT_REASON', { attribute: `${prefix}.reason` }),
  field.text('AUDIT_DESCRIPTION', { attribute: `${prefix}.description` }),
  field.text('AUDIT_OBJECT_ID', { attribute: `${prefix}.object.id` }),
  field.text('AUDIT_HOSTNAME', { attribute: `${prefix}.target.hostname` }),
  field.text('AUDIT_ASSET_NAMES', { attribute: `${prefix}.target.names`, read: listOf }),
  field.text('AUDIT_CASE_ID', { types: ['number'], attribute: 'paloalto.cortex.incident.id' }),
  field.text('AUDIT_OWNER_NAME', { attribute: ATTR_USER_FULL_NAME, also: [ATTR_USER_NAME] }),
  field.text('AUDIT_OWNER_EMAIL', { attribute: ATTR_USER_EMAIL, also: [ATTR_USER_NAME] }),
  field.list('AUDIT_USER_ROLES', { attribute: ATTR_USER_ROLES }),
  field.text('AUDIT_USER_AGENT', { attribute: ATTR_USER_AGENT_ORIGINAL }),
  field.text('AUDIT_SESSION_ID', { types: ['number', 'text'], attribute: ATTR_SESSION_ID }),
  field.text('AUDIT_LINK', { attribute: ATTR_URL_FULL, read: linkOf }),
  field.text('AUDIT_SOURCE_IP', { also: [ATTR_CLIENT_ADDRESS, `${prefix}.source.addresses`] }),
  // An object, or the JSON text of one (Cortex Xpanse REST API).
  field.object('AUDIT_ASSET_JSON', { types: ['text', 'object'], also: [`${prefix}.target.asset.*`] }),
  field.object('AUDIT_ADDITIONAL_INFORMATION', { also: [`${prefix}.additional.*`] }),
  field.time('AUDIT_INSERT_TIME'),
  field.text('AUDIT_SEVERITY', { values: severityCodes }),
];
