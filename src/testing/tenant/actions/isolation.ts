import type { JsonValue } from '../../../contract/index.ts';
import { okAnswer, type Answer, type JsonObject } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { noEndpointFound, processingError } from '../error-answers.ts';
import { fieldText } from '../field-text.ts';
import { idsOf, namedHosts } from '../hosts/wanted-hosts.ts';
import { InvalidRequest } from '../invalid-request.ts';
import type { ListedRecords } from '../listed-records.ts';
import { answerRequestData } from '../request-data.ts';
import type { ActionCenter } from './action-center.ts';

/** Paths of Isolate Endpoints and Unisolate Endpoints (Cortex XDR REST API). */
export const isolatePath = '/public_api/v1/endpoints/isolate';
export const unisolatePath = '/public_api/v1/endpoints/unisolate';

/** Makes one of the two: up to 1000 hosts, none of which may be on its way into or out of isolation. */
export function createIsolation(kind: 'isolate' | 'unisolate', hosts: ListedRecords, center: ActionCenter): Endpoint {
  function begin(request: JsonObject, nowMs: number): Answer {
    center.settle(nowMs);
    const wanted = namedHosts(hosts, readTarget(request), nowMs);
    if (wanted.length === 0) return noEndpointFound();
    if (wanted.some(isUnderWay)) return processingError('An isolate or unisolate action is already running');
    const action = center.begin({ kind, endpointIds: idsOf(wanted), atMs: nowMs, request });
    return okAnswer({ reply: { action_id: action.id, status: 1, endpoints_count: wanted.length } });
  }

  return { answer: ({ body, nowMs }) => answerRequestData(body, (request) => begin(request, nowMs)) };
}

const mostHosts = 1000;

/** `endpoint_id` or `filters`, not both; either as filters. */
function readTarget(request: JsonObject): JsonValue {
  const { endpoint_id: id, filters } = request as { endpoint_id?: JsonValue; filters?: JsonValue };
  if ((id === undefined) === (filters === undefined)) throw new InvalidRequest('endpoint_id or filters must be given');
  if (filters === undefined) return [{ field: 'endpoint_id_list', operator: 'in', value: [fieldText(id)] }];
  const [first] = Array.isArray(filters) ? (filters as readonly JsonObject[]) : [];
  const value = first?.['value'];
  if (Array.isArray(value) && value.length > mostHosts) {
    throw new InvalidRequest(`no more than ${mostHosts} endpoints`);
  }
  return filters;
}

function isUnderWay(host: JsonObject): boolean {
  return fieldText(host['is_isolated']).startsWith('AGENT_PENDING');
}
