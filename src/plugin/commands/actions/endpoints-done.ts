import type { CommandProgress } from '../../../contract/index.ts';
import { actionStage } from './action-stage.ts';

/** How many endpoints have come to an end, of those with these statuses: `endpoints done: 3 of 5`. */
export function endpointsDone(statuses: readonly string[]): Required<CommandProgress> {
  const done = statuses.filter((status) => actionStage(status) !== 'pending').length;
  return { message: `endpoints done: ${done} of ${statuses.length}`, done, total: statuses.length };
}
