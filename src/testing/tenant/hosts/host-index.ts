import type { JsonValue } from '../../../contract/index.ts';
import { okAnswer, type JsonObject } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { fieldText } from '../field-text.ts';
import type { RecordList } from '../record-list.ts';

/** Path of Get All Endpoints: every host in a few words, whatever the request says. */
export const hostIndexPath = '/public_api/v1/endpoints/get_endpoints';

/** Makes the endpoint. The reply is a bare list (Cortex XDR REST API, Get All Endpoints). */
export function createHostIndex(hosts: RecordList): Endpoint {
  return { answer: ({ nowMs }) => okAnswer({ reply: hosts.visible(nowMs).map(inShort) }) };
}

function inShort(host: JsonObject): JsonValue {
  return {
    agent_id: host['endpoint_id'] ?? null,
    agent_status: host['endpoint_status'] ?? null,
    host_name: host['endpoint_name'] ?? null,
    agent_type: fieldText(host['endpoint_type']).replace('AGENT_TYPE_', ''),
    ip: host['ip'] ?? null,
  };
}
