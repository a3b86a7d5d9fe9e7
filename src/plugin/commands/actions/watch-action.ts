import type { ReadMeans } from '../command-definition.ts';
import { type ActionProgress, askActionProgress, stageOf } from './action-progress.ts';

const firstPauseMs = 2000;
const longestPauseMs = 30_000;

export interface WatchedAction {
  readonly actionId: string;
  /** The endpoints that are waited for. Absent: all of the action. */
  readonly endpointIds?: readonly string[];
  readonly waitMs: number;
}

/** Asks how far an action has come, ever more slowly, until it has ended on all endpoints or the time is up. */
export async function* watchAction(
  { actionId, endpointIds, waitMs }: WatchedAction,
  { ask, tell, tools: { clock } }: Pick<ReadMeans, 'ask' | 'tell' | 'tools'>,
  signal: AbortSignal,
): AsyncGenerator<ActionProgress> {
  const endMs = clock.elapsed() + waitMs;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.5, longestPauseMs)) {
    const progress = await askActionProgress(actionId, { ask }, signal);
    yield progress;
    const { statuses } = progress;
    // An action that somebody names has its endpoints, if there is such an action.
    if (statuses.size === 0 && endpointIds === undefined) return;
    // What the API does not list beside others it has not taken on.
    const watched = [...statuses.keys()].filter((id) => endpointIds?.includes(id) ?? true);
    const total = watched.length;
    const done = watched.filter((id) => stageOf(statuses.get(id) ?? '') !== 'pending').length;
    tell({ message: `${done} of ${total} endpoints`, done, total });
    const leftMs = endMs - clock.elapsed();
    if ((statuses.size > 0 && done === total) || leftMs <= 0) return;
    await clock.sleep(Math.min(pauseMs, leftMs), signal);
  }
}
