import type { Attributes } from '../../contract/index.ts';
import { ecsAttributes } from '../mapping/ecs-attributes.ts';
import { agentActivity } from './agent-activity.ts';
import { agentAuditFields } from './agent-audit-fields.ts';
import { ecsEvent, type EcsKind } from './ecs-event.ts';
import type { MappedItem } from './source-definition.ts';
import type { JsonObject } from './vendor-values.ts';

const fields = ecsAttributes<JsonObject>(agentAuditFields, (report, field) => [report[field]]);

type Said = Pick<EcsKind, 'category' | 'type'>;

/** By the activity of the OCSF event. */
const said: ReadonlyMap<number, Said> = new Map([
  [1, { category: ['package'], type: ['installation'] }],
  [2, { category: ['package'], type: ['deletion'] }],
  [8, { category: ['package'], type: ['change'] }],
  [3, { category: ['host'], type: ['start'] }],
  [4, { category: ['host'], type: ['end'] }],
  [6, { category: ['host'], type: ['change'] }],
  [7, { category: ['host'], type: ['change'] }],
]);

const nothingMore: Said = { category: ['host'], type: ['info'] };

/** What an agent's report is called in the Elastic Common Schema, where that differs from the semantic conventions. */
export function agentAuditEcs(report: JsonObject, { severityNumber }: MappedItem): Attributes {
  const kind = said.get(agentActivity(report)) ?? nothingMore;
  return { ...ecsEvent({ kind: 'event', ...kind }, severityNumber), ...fields(report) };
}
