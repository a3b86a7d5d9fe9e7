import type { JsonObject } from '../../faults/answer.ts';
import type { ActionCenter, BegunAction } from '../actions/action-center.ts';
import { fieldText } from '../field-text.ts';
import { InvalidRequest } from '../invalid-request.ts';

/** The run of a script that a request is about, by `action_id`; that another id is refused is assumed. @throws InvalidRequest */
export function scriptOf(center: ActionCenter, request: JsonObject, nowMs: number): BegunAction {
  center.settle(nowMs);
  const id = fieldText(request['action_id']);
  const action = center.find(id);
  if (action?.kind !== 'run_snippet_code_script') throw new InvalidRequest(`script execution ${id} was not found`);
  return action;
}
