import type { ReadMeans } from '../command-definition.ts';
import { type ActionStatus, readActionStatus } from './read-action-status.ts';
import { actionPauses } from './action-pauses.ts';
import { endpointsDone } from './endpoints-done.ts';

export interface WatchedAction {
  readonly actionId: string;
  /** The endpoints that are waited for. Absent: all of the action. */
  readonly endpointIds?: readonly string[];
  readonly waitMs: number;
}

/** Asks how far an action is, ever less often, until it has ended on all endpoints or the time is up. */
export async function* watchAction(
  { actionId, endpointIds, waitMs }: WatchedAction,
  { ask, tell, tools: { clock } }: Pick<ReadMeans, 'ask' | 'tell' | 'tools'>,
  signal: AbortSignal,
): AsyncGenerator<ActionStatus> {
  const endMs = clock.elapsed() + waitMs;
  for (const pauseMs of actionPauses()) {
    const status = await readActionStatus(actionId, { ask }, signal);
    yield status;
    const listed = Object.entries(status.statuses);
    // An action that somebody names has its endpoints, if there is such an action.
    if (listed.length === 0 && endpointIds === undefined) return;
    // What is not listed beside others takes no part in it.
    const watched = listed.filter(([id]) => endpointIds?.includes(id) ?? true);
    const progress = endpointsDone(watched.map(([, word]) => word));
    tell(progress);
    const leftMs = endMs - clock.elapsed();
    if ((listed.length > 0 && progress.done === progress.total) || leftMs <= 0) return;
    await clock.sleep(Math.min(pauseMs, leftMs), signal);
  }
}
