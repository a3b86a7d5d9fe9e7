import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { severityId } from '../mapping/ocsf/severity-id.ts';
import { rfc3339Of } from '../mapping/rfc3339-of.ts';
import { severityCodes } from './audit-fields.ts';
import { outcomeOf, resultId } from './audit-result.ts';
import { ATTR_HOST_ID, ATTR_HOST_NAME } from './unstable-attributes.ts';
import { textOf } from './vendor-values.ts';

const prefix = 'paloalto.cortex.agent_audit';

/** Fields of an agent's report: Cortex XDR REST API, Get Audit Agent Report. */
export const agentAuditFields: readonly FieldRow[] = [
  // Filters know the categories in lower case, reports write them capitalised; the last one only reports have.
  field.text('CATEGORY', {
    values: ['Status', 'Monitoring', 'Audit', 'Agent Service'],
    attribute: `${prefix}.category`,
    ocsf: 'metadata.log_name',
  }),
  field.text('TYPE', { attribute: `${prefix}.type`, ocsf: 'metadata.event_code', ecs: 'event.code' }),
  field.text('SUBTYPE', { attribute: `${prefix}.subtype`, ocsf: 'activity_name', ecs: 'event.action' }),
  field.text('RESULT', {
    attribute: `${prefix}.result`,
    ocsf: { status: textOf, status_id: resultId },
    ecs: { 'event.outcome': outcomeOf },
  }),
  field.text('REASON', { attribute: `${prefix}.reason`, ocsf: 'status_detail', ecs: 'event.reason' }),
  field.text('DESCRIPTION', { attribute: `${prefix}.description`, ocsf: 'message', ecs: 'message' }),
  field.text('DOMAIN', { attribute: `${prefix}.domain`, ocsf: 'device.domain', ecs: 'host.domain' }),
  // Both times are floats: milliseconds and a fraction of one.
  field.time('RECEIVEDTIME', {
    attribute: `${prefix}.received_time`,
    ocsf: 'metadata.logged_time',
    ecs: { 'event.created': rfc3339Of },
  }),
  field.text('ENDPOINTID', { attribute: ATTR_HOST_ID, ocsf: 'device.uid', ecs: 'agent.id' }),
  field.text('ENDPOINTNAME', { attribute: ATTR_HOST_NAME, ocsf: 'device.hostname', ecs: 'related.hosts' }),
  field.text('XDRVERSION', { also: [`${prefix}.agent.version`], ocsf: 'app.version', ecs: 'agent.version' }),
  // What older servers call XDRVERSION.
  field.text('TRAPSVERSION', { also: [`${prefix}.agent.version`], ocsf: 'app.version?', ecs: 'agent.version' }),
  field.time('TIMESTAMP', { slot: 'time', ocsf: 'time' }),
  field.text('SEVERITY', {
    slot: 'severity',
    values: severityCodes,
    ocsf: { severity: textOf, severity_id: severityId },
  }),
];
