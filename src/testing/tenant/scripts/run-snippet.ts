import { okAnswer, type Answer, type JsonObject } from '../../faults/answer.ts';
import type { ActionCenter } from '../actions/action-center.ts';
import type { Endpoint } from '../endpoint.ts';
import { noEndpointFound } from '../error-answers.ts';
import { fieldText } from '../field-text.ts';
import { idsOf, namedHosts } from '../hosts/wanted-hosts.ts';
import { InvalidRequest } from '../invalid-request.ts';
import type { ListedRecords } from '../listed-records.ts';
import { answerRequestData } from '../request-data.ts';

/** Path of Run Snippet Code Script (Cortex XDR REST API). */
export const runSnippetPath = '/public_api/v1/scripts/run_snippet_code_script';

/** Makes the endpoint: the snippet is not run, {@link HostReaction} says how it goes. */
export function createRunSnippet(hosts: ListedRecords, center: ActionCenter): Endpoint {
  function begin(request: JsonObject, nowMs: number): Answer {
    center.settle(nowMs);
    if (fieldText(request['snippet_code']) === '') throw new InvalidRequest('snippet_code is missing');
    const timeout = request['timeout'] ?? 600;
    if (!Number.isInteger(timeout) || Number(timeout) <= 0) throw new InvalidRequest('timeout must be a whole number');
    const endpointIds = idsOf(namedHosts(hosts, request['filters'], nowMs));
    if (endpointIds.length === 0) return noEndpointFound();
    const action = center.begin({ kind: 'run_snippet_code_script', endpointIds, atMs: nowMs, request });
    return okAnswer({ reply: { action_id: action.id, status: 1, endpoints_count: endpointIds.length } });
  }

  return { answer: ({ body, nowMs }) => answerRequestData(body, (request) => begin(request, nowMs)) };
}
