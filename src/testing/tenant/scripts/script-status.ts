import { okAnswer } from '../../faults/answer.ts';
import { isOver, type ActionStatus } from '../actions/action.ts';
import type { ActionCenter } from '../actions/action-center.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerRequestData } from '../request-data.ts';
import { scriptOf } from './script-of.ts';

/** Path of Get Script Execution Status (Cortex XDR REST API). */
export const scriptStatusPath = '/public_api/v1/scripts/get_script_execution_status';

/** Names of the counts of hosts. */
const counts: Readonly<Record<string, ActionStatus>> = {
  endpoints_timeout: 'TIMEOUT',
  endpoints_canceled: 'CANCELLED',
  endpoints_aborted: 'ABORTED',
  endpoints_pending_abort: 'PENDING_ABORT',
  endpoints_pending: 'PENDING',
  endpoints_in_progress: 'IN_PROGRESS',
  endpoints_failed: 'FAILED',
  endpoints_completed_successfully: 'COMPLETED_SUCCESSFULLY',
  endpoints_expired: 'EXPIRED',
};

/** Makes the endpoint. How the general status follows from those of the hosts is assumed. */
export function createScriptStatus(center: ActionCenter): Endpoint {
  return {
    answer: ({ body, nowMs }) =>
      answerRequestData(body, (request) => {
        const statuses = scriptOf(center, request, nowMs).tasks.map(({ status }) => status);
        const tallies = Object.entries(counts).map(([name, status]) => {
          return [name, statuses.filter((each) => each === status).length] as const;
        });
        const reply = { general_status: generalStatus(statuses), error_message: '', ...Object.fromEntries(tallies) };
        return okAnswer({ reply });
      }),
  };
}

function generalStatus(statuses: readonly ActionStatus[]): ActionStatus {
  const [first = 'PENDING'] = statuses;
  if (statuses.every((status) => status === first)) return first;
  return statuses.every(isOver) ? 'COMPLETED_PARTIAL' : 'IN_PROGRESS';
}
