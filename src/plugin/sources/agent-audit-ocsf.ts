import { ocsfClasses } from '../mapping/ocsf/ocsf-class.ts';
import { type OcsfFacts, ocsfEvent } from '../mapping/ocsf/ocsf-event.ts';
import { placer } from '../mapping/ocsf/placer.ts';
import { agentActivity } from './agent-activity.ts';
import { agentAuditFields } from './agent-audit-fields.ts';
import { type JsonObject, objectOf } from './vendor-values.ts';

const place = placer(agentAuditFields);

/**
 * The event of an agent's report. Application Lifecycle: it tells what became of one program, the agent, on one host;
 * nobody acts, so that it is neither API activity nor management of an entity.
 */
export function agentAuditOcsf(report: JsonObject, facts: OcsfFacts): JsonObject {
  const { object, fields } = place(report);
  const app = { name: 'Cortex XDR agent', vendor_name: 'Palo Alto Networks', ...objectOf(object['app']) };
  return ocsfEvent(
    {
      class: ocsfClasses.applicationLifecycle,
      activity: agentActivity(report),
      product: 'Cortex XDR',
      item: report,
      object: { ...object, app },
      fields,
    },
    facts,
  );
}
