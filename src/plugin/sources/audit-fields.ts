import { ATTR_CLIENT_ADDRESS, ATTR_URL_FULL, ATTR_USER_AGENT_ORIGINAL } from '@opentelemetry/semantic-conventions';
import type { JsonValue } from '../../contract/index.ts';
import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { networkAddress, networkAddresses } from '../mapping/network-addresses.ts';
import { emailOf } from '../mapping/ocsf/ocsf-values.ts';
import { severityId } from '../mapping/ocsf/severity-id.ts';
import { auditEntities } from './audit-entities.ts';
import { auditObject } from './audit-object.ts';
import { outcomeOf, resultId } from './audit-result.ts';
import { parsedObject } from './parsed-object.ts';
import {
  ATTR_SESSION_ID,
  ATTR_USER_EMAIL,
  ATTR_USER_FULL_NAME,
  ATTR_USER_NAME,
  ATTR_USER_ROLES,
} from './unstable-attributes.ts';
import { linkOf, listOf, textOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.audit';

const rolesOf = (value: JsonValue): JsonValue | undefined => listOf(value)?.map((name) => ({ name, type: 'Role' }));

/** The addresses after that of the client are proxies. */
const proxiesOf = (value: JsonValue): JsonValue | undefined => listOf(networkAddresses(value)?.slice(1));

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
  field.text('AUDIT_ID', {
    types: ['number', 'text'],
    attribute: `${prefix}.id`,
    ocsf: 'metadata.original_event_uid',
    ecs: 'event.id',
  }),
  field.text('AUDIT_ENTITY', {
    values: auditEntities,
    attribute: `${prefix}.entity`,
    ocsf: { 'metadata.event_code': textOf, [`${auditObject}.type`]: textOf },
    ecs: 'event.code',
  }),
  field.text('AUDIT_ENTITY_SUBTYPE', { attribute: `${prefix}.subtype`, ocsf: 'activity_name', ecs: 'event.action' }),
  field.text('AUDIT_RESULT', {
    values: results,
    attribute: `${prefix}.result`,
    ocsf: { status: textOf, status_id: resultId },
    ecs: { 'event.outcome': outcomeOf },
  }),
  field.text('AUDIT_REASON', { attribute: `${prefix}.reason`, ocsf: 'status_detail', ecs: 'event.reason' }),
  field.text('AUDIT_DESCRIPTION', { attribute: `${prefix}.description`, ocsf: 'message', ecs: 'message' }),
  field.text('AUDIT_OBJECT_ID', { attribute: `${prefix}.object.id`, ocsf: `${auditObject}.uid` }),
  field.text('AUDIT_HOSTNAME', {
    attribute: `${prefix}.target.hostname`,
    ocsf: `${auditObject}.hostname`,
    ecs: 'related.hosts',
  }),
  field.text('AUDIT_ASSET_NAMES', {
    attribute: `${prefix}.target.names`,
    read: listOf,
    ocsf: { [`${auditObject}.name`]: textOf },
  }),
  field.text('AUDIT_CASE_ID', {
    types: ['number'],
    attribute: 'paloalto.cortex.incident.id',
    ocsf: 'metadata.correlation_uid',
  }),
  field.text('AUDIT_OWNER_NAME', {
    attribute: ATTR_USER_FULL_NAME,
    also: [ATTR_USER_NAME],
    ocsf: { 'actor.user.name?': textOf, 'actor.user.full_name': textOf },
    ecs: 'related.user',
  }),
  field.text('AUDIT_OWNER_EMAIL', {
    attribute: ATTR_USER_EMAIL,
    also: [ATTR_USER_NAME],
    ocsf: { 'actor.user.name': textOf, 'actor.user.email_addr': emailOf },
    ecs: 'related.user',
  }),
  field.list('AUDIT_USER_ROLES', { attribute: ATTR_USER_ROLES, ocsf: { 'actor.user.groups': rolesOf } }),
  field.text('AUDIT_USER_AGENT', { attribute: ATTR_USER_AGENT_ORIGINAL, ocsf: 'http_request.user_agent' }),
  field.text('AUDIT_SESSION_ID', { types: ['number', 'text'], attribute: ATTR_SESSION_ID, ocsf: 'actor.session.uid' }),
  field.text('AUDIT_LINK', { attribute: ATTR_URL_FULL, read: linkOf, ecs: 'event.url' }),
  field.text('AUDIT_SOURCE_IP', {
    also: [ATTR_CLIENT_ADDRESS, `${prefix}.source.addresses`],
    ocsf: { 'src_endpoint.ip': networkAddress, 'src_endpoint.intermediate_ips': proxiesOf },
    ecs: { 'source.ip': networkAddress, 'related.ip': networkAddresses },
  }),
  // An object, or the JSON text of one (Cortex Xpanse REST API).
  field.object('AUDIT_ASSET_JSON', {
    types: ['text', 'object'],
    also: [`${prefix}.target.asset.*`],
    ocsf: { [`${auditObject}.data`]: parsedObject },
  }),
  field.object('AUDIT_ADDITIONAL_INFORMATION', { also: [`${prefix}.additional.*`] }),
  field.time('AUDIT_INSERT_TIME', { slot: 'time', ocsf: 'time' }),
  field.text('AUDIT_SEVERITY', {
    slot: 'severity',
    values: severityCodes,
    ocsf: { severity: textOf, severity_id: severityId },
  }),
];
