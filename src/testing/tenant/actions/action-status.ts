import type { JsonValue } from '../../../contract/index.ts';
import { okAnswer, type JsonObject } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { fieldText } from '../field-text.ts';
import { InvalidRequest } from '../invalid-request.ts';
import { answerRequestData } from '../request-data.ts';
import type { ActionCenter } from './action-center.ts';

/** Path of Get Action Status (Cortex XDR REST API). */
export const actionStatusPath = '/public_api/v1/actions/get_action_status';

/** Makes the endpoint. That an action nobody has begun has no hosts, and is no error, is assumed. */
export function createActionStatus(center: ActionCenter): Endpoint {
  return {
    answer: ({ body, nowMs }) =>
      answerRequestData(body, (request) => {
        center.settle(nowMs);
        const tasks = center.find(groupActionId(request))?.tasks ?? [];
        const failed = tasks.filter(({ status }) => status === 'FAILED');
        const reasons = Object.fromEntries(failed.map((task) => [task.endpointId, task.reaction.errorReason]));
        const data = Object.fromEntries(tasks.map((task) => [task.endpointId, task.status]));
        return okAnswer({ reply: { data, ...(failed.length > 0 ? { errorReasons: reasons } : {}) } });
      }),
  };
}

/** Of a request about an action: a number, or its digits. @throws InvalidRequest */
export function groupActionId(request: JsonObject): string {
  const id: JsonValue | undefined = request['group_action_id'];
  if (!/^\d+$/.test(fieldText(id))) throw new InvalidRequest('group_action_id is missing');
  return fieldText(id);
}
