import { isJsonObject, okAnswer, type JsonObject } from '../../faults/answer.ts';
import { hasWorked } from '../actions/action.ts';
import type { ActionCenter, BegunAction } from '../actions/action-center.ts';
import { groupActionId } from '../actions/action-status.ts';
import type { HostTask } from '../actions/host-task.ts';
import type { Endpoint } from '../endpoint.ts';
import type { HeldRecords } from '../record-list.ts';
import { answerRequestData } from '../request-data.ts';
import { pathsFor } from './file-retrieval.ts';
import type { HeldHostFiles } from './host-files.ts';
import type { TenantLinks } from './tenant-links.ts';

/** Path of File Retrieval Details (Cortex XDR REST API). */
export const fileRetrievalDetailsPath = '/public_api/v1/actions/file_retrieval_details';

/**
 * Makes the endpoint: a link for each host that has come to its end. The vendor's client expects hosts without a link,
 * too (demisto/content, CoreIRApiModule): that theirs is an empty text is assumed.
 */
export function createFileRetrievalDetails(
  hosts: HeldRecords,
  center: ActionCenter,
  files: HeldHostFiles,
  links: TenantLinks,
): Endpoint {
  function link(action: BegunAction, task: HostTask): string {
    const host = hosts.shown(task.endpointId)?.record;
    if (!hasWorked(task.status) || !host) return '';
    const asked = (action.request as JsonObject)['files'];
    const offer = files.of(task.endpointId, 'file_retrieval', isJsonObject(asked) ? pathsFor(asked, host) : []);
    return offer ? links.download(`${action.id} ${task.endpointId}`, offer) : '';
  }

  return {
    answer: ({ body, nowMs }) =>
      answerRequestData(body, (request) => {
        center.settle(nowMs);
        const action = center.find(groupActionId(request));
        const tasks = action?.kind === 'file_retrieval' ? action.tasks.map((task) => ({ action, task })) : [];
        const data = tasks.map((each) => [each.task.endpointId, link(each.action, each.task)]);
        return okAnswer({ reply: { data: Object.fromEntries(data) } });
      }),
  };
}
