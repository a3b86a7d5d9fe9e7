import type { JsonValue } from '../../contract/index.ts';
import { attributeTableOf } from '../mapping/attribute-table-of.ts';
import { agentAuditFields } from './agent-audit-fields.ts';
import { attributesOf, put } from './attribute-table.ts';
import { severityOf } from './severity.ts';
import type { MappedItem } from './source-definition.ts';
import { hrTimeOfMs, timeMsOf } from './vendor-time.ts';
import { objectOf, textOf } from './vendor-values.ts';

export const agentAuditEvent = 'paloalto.cortex.agent_audit';

const prefix = agentAuditEvent;

const table = attributeTableOf(agentAuditFields);

/**
 * What a record says of an agent's audit report. Its time is the one on the host, cut to milliseconds.
 * @throws TypeError when it is no object, or has neither a time nor an endpoint.
 */
export function mapAgentAudit(item: JsonValue): MappedItem {
  const report = objectOf(item);
  if (!report || (report['TIMESTAMP'] === undefined && report['ENDPOINTID'] === undefined)) {
    throw new TypeError('not an agent report: neither TIMESTAMP nor ENDPOINTID');
  }
  const attributes = attributesOf(report, table);
  // Older servers name the agent's version after its product of then.
  put(attributes, `${prefix}.agent.version`, textOf(report['XDRVERSION']) ?? textOf(report['TRAPSVERSION']));
  const timeMs = timeMsOf(report['TIMESTAMP']);
  return {
    eventName: agentAuditEvent,
    ...(timeMs === undefined ? undefined : { time: hrTimeOfMs(timeMs) }),
    ...severityOf(textOf(report['SEVERITY'])),
    attributes,
  };
}
