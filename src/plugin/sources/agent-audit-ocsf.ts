import { ocsfClasses } from '../mapping/ocsf/ocsf-class.ts';
import { type OcsfFacts, ocsfEvent } from '../mapping/ocsf/ocsf-event.ts';
import { placer } from '../mapping/ocsf/placer.ts';
import { type Activities, activityOf } from './activity-of.ts';
import { agentAuditFields } from './agent-audit-fields.ts';
import { type JsonObject, objectOf, textOf } from './vendor-values.ts';

const place = placer(agentAuditFields);

/** By TYPE and SUBTYPE, such as `Installation Upgrade` and `Agent Service Stop`. */
const activities: Activities = [
  [/\b(upgrade|update)/i, 8],
  [/\b(uninstall|remov)/i, 2],
  [/\binstall/i, 1],
  [/\brestart/i, 5],
  [/\bstart/i, 3],
  [/\bstop/i, 4],
  [/\benable/i, 6],
  [/\bdisable/i, 7],
];

/**
 * The event of an agent's report. Application Lifecycle: it tells what became of one program, the agent, on one host;
 * nobody acts, so that it is neither API activity nor management of an entity.
 */
export function agentAuditOcsf(report: JsonObject, facts: OcsfFacts): JsonObject {
  const { object, fields } = place(report);
  const said = [textOf(report['TYPE']), textOf(report['SUBTYPE'])].filter((text) => text !== undefined).join(' ');
  const app = { name: 'Cortex XDR agent', vendor_name: 'Palo Alto Networks', ...objectOf(object['app']) };
  return ocsfEvent(
    {
      class: ocsfClasses.applicationLifecycle,
      activity: activityOf(said === '' ? undefined : said, activities),
      product: 'Cortex XDR',
      item: report,
      object: { ...object, app },
      fields,
    },
    facts,
  );
}
