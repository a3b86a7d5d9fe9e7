import { okAnswer, type JsonObject } from '../../faults/answer.ts';
import { isOver } from '../actions/action.ts';
import type { ActionCenter } from '../actions/action-center.ts';
import type { HostTask } from '../actions/host-task.ts';
import type { Endpoint } from '../endpoint.ts';
import type { HeldHostFiles } from '../files/host-files.ts';
import type { HeldRecords } from '../record-list.ts';
import { answerRequestData } from '../request-data.ts';
import { scriptOf } from './script-of.ts';

/** Path of Get Script Execution Results (Cortex XDR REST API). */
export const scriptResultsPath = '/public_api/v1/scripts/get_script_execution_results';

/** Makes the endpoint: what the script said on each host. */
export function createScriptResults(hosts: HeldRecords, center: ActionCenter, files: HeldHostFiles): Endpoint {
  function result(task: HostTask): JsonObject {
    const host = hosts.shown(task.endpointId)?.record ?? {};
    const offer = files.of(task.endpointId, 'run_snippet_code_script', []);
    return {
      endpoint_name: host['endpoint_name'] ?? null,
      endpoint_ip_address: host['ip'] ?? [],
      endpoint_status: `STATUS_010_${String(host['endpoint_status'] as string)}`,
      domain: host['domain'] ?? '',
      endpoint_id: task.endpointId,
      execution_status: task.status,
      standard_output: isOver(task.status) ? task.reaction.standardOutput : '',
      retrieved_files: isOver(task.status) && offer ? 1 : 0,
      failed_files: 0,
      retention_date: null,
    };
  }

  return {
    answer: ({ body, nowMs }) =>
      answerRequestData(body, (request) => {
        const { tasks, atMs } = scriptOf(center, request, nowMs);
        const reply = {
          script_name: 'snippet script',
          script_description: null,
          script_parameters: [],
          date_created: new Date(atMs).toISOString().slice(0, 19).replace('T', ' '),
          scope: '',
          error_message: '',
          results: tasks.map(result),
        };
        return okAnswer({ reply });
      }),
  };
}
