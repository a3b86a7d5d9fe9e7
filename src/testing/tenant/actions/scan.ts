import { okAnswer, type Answer, type JsonObject } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { noEndpointFound } from '../error-answers.ts';
import { idsOf, wantedHosts } from '../hosts/wanted-hosts.ts';
import type { ListedRecords } from '../listed-records.ts';
import { answerRequestData } from '../request-data.ts';
import type { ActionCenter } from './action-center.ts';

/** Paths of Scan Endpoints and Cancel Scan Endpoints (Cortex XDR REST API). */
export const scanPath = '/public_api/v1/endpoints/scan';
export const abortScanPath = '/public_api/v1/endpoints/abort_scan';

/**
 * Makes one of the two. `filters` is a list, or the text `all`; without any, and with an empty list, all hosts are
 * meant, as on old servers. Only scans that are pending or under way can be stopped.
 */
export function createScan(kind: 'scan' | 'abort_scan', hosts: ListedRecords, center: ActionCenter): Endpoint {
  function begin(request: JsonObject, nowMs: number): Answer {
    center.settle(nowMs);
    const filters = request['filters'] === 'all' ? [] : request['filters'];
    const found = idsOf(wantedHosts(hosts, filters, nowMs));
    const endpointIds = kind === 'scan' ? found : found.filter((id) => center.unfinished('scan', id).length > 0);
    if (endpointIds.length === 0) return noEndpointFound();
    const action = center.begin({ kind, endpointIds, atMs: nowMs, request });
    if (kind === 'abort_scan') center.abort('scan', action.id, nowMs);
    return okAnswer({ reply: { action_id: action.id, endpoints_count: endpointIds.length } });
  }

  return { answer: ({ body, nowMs }) => answerRequestData(body, (request) => begin(request, nowMs)) };
}
