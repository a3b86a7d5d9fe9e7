import type { JsonValue } from '../../contract/index.ts';
import { type AttributeTable, attributesOf, put } from './attribute-table.ts';
import { severityOf } from './severity.ts';
import type { MappedItem } from './source-definition.ts';
import { ATTR_HOST_ID, ATTR_HOST_NAME } from './unstable-attributes.ts';
import { hrTimeOfMs, timeMsOf } from './vendor-time.ts';
import { objectOf, textOf } from './vendor-values.ts';

export const agentAuditEvent = 'paloalto.cortex.agent_audit';

const prefix = agentAuditEvent;

/* Field names: Cortex XDR REST API, Get Audit Agent Report. */
const table: AttributeTable = [
  ['CATEGORY', `${prefix}.category`, textOf],
  ['TYPE', `${prefix}.type`, textOf],
  ['SUBTYPE', `${prefix}.subtype`, textOf],
  ['RESULT', `${prefix}.result`, textOf],
  ['REASON', `${prefix}.reason`, textOf],
  ['DESCRIPTION', `${prefix}.description`, textOf],
  ['DOMAIN', `${prefix}.domain`, textOf],
  ['RECEIVEDTIME', `${prefix}.received_time`, timeMsOf],
  ['ENDPOINTID', ATTR_HOST_ID, textOf],
  ['ENDPOINTNAME', ATTR_HOST_NAME, textOf],
];

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
