import { field } from '../mapping/field.ts';
import type { FieldRow } from '../mapping/field-row.ts';
import { severityCodes } from './audit-fields.ts';
import { ATTR_HOST_ID, ATTR_HOST_NAME } from './unstable-attributes.ts';

const prefix = 'paloalto.cortex.agent_audit';

/** Fields of an agent's report: Cortex XDR REST API, Get Audit Agent Report. */
export const agentAuditFields: readonly FieldRow[] = [
  // Filters know the categories in lower case, reports write them capitalised.
  field.text('CATEGORY', { values: ['Status', 'Monitoring', 'Audit'], attribute: `${prefix}.category` }),
  field.text('TYPE', { attribute: `${prefix}.type` }),
  field.text('SUBTYPE', { attribute: `${prefix}.subtype` }),
  field.text('RESULT', { attribute: `${prefix}.result` }),
  field.text('REASON', { attribute: `${prefix}.reason` }),
  field.text('DESCRIPTION', { attribute: `${prefix}.description` }),
  field.text('DOMAIN', { attribute: `${prefix}.domain` }),
  // Both times are floats: milliseconds and a fraction of one.
  field.time('RECEIVEDTIME', { attribute: `${prefix}.received_time` }),
  field.text('ENDPOINTID', { attribute: ATTR_HOST_ID }),
  field.text('ENDPOINTNAME', { attribute: ATTR_HOST_NAME }),
  field.text('XDRVERSION', { also: [`${prefix}.agent.version`] }),
  // What older servers call XDRVERSION.
  field.text('TRAPSVERSION', { also: [`${prefix}.agent.version`] }),
  field.time('TIMESTAMP'),
  field.text('SEVERITY', { values: severityCodes }),
];
