import { okAnswer } from '../../faults/answer.ts';
import { hasWorked } from '../actions/action.ts';
import type { ActionCenter } from '../actions/action-center.ts';
import type { Endpoint } from '../endpoint.ts';
import { fieldText } from '../field-text.ts';
import type { HeldHostFiles } from '../files/host-files.ts';
import type { TenantLinks } from '../files/tenant-links.ts';
import { InvalidRequest } from '../invalid-request.ts';
import { answerRequestData } from '../request-data.ts';
import { scriptOf } from './script-of.ts';

/** Path of Get Script Execution Result Files (Cortex XDR REST API). */
export const scriptResultFilesPath = '/public_api/v1/scripts/get_script_execution_results_files';

/** How the link is named: `DATA` in the document's example, `data` in recorded answers. */
export type ScriptFilesReply = 'DATA' | 'data';

/** Makes the endpoint: a new signed link each time, or an empty text when there are no files, or none yet. */
export function createScriptResultFiles(
  center: ActionCenter,
  files: HeldHostFiles,
  links: TenantLinks,
  name: ScriptFilesReply,
): Endpoint {
  return {
    answer: ({ body, nowMs }) =>
      answerRequestData(body, (request) => {
        const endpointId = fieldText(request['endpoint_id']);
        if (endpointId === '') throw new InvalidRequest('endpoint_id is missing');
        const task = scriptOf(center, request, nowMs).tasks.find((each) => each.endpointId === endpointId);
        const worked = task !== undefined && hasWorked(task.status);
        const offer = worked ? files.of(endpointId, 'run_snippet_code_script', []) : undefined;
        return okAnswer({ reply: offer ? { [name]: links.signed(offer, nowMs) } : { data: '' } });
      }),
  };
}
