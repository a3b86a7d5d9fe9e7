import type { CommandProgress } from '../../../contract/index.ts';
import { actionStage } from './action-stage.ts';

/** How many endpoints have come to an end, of those with these statuses: `3 of 5 endpoints done`. */
export function endpointsDone(statuses: readonly string[]): Required<CommandProgress> {
  const done = statuses.filter((status) => actionStage(status) !== 'pending').length;
  return { message: `${done} of ${statuses.length} endpoints done`, done, total: statuses.length };
}
