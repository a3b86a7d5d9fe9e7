import { type CommandFailure, type ConnectorError, isConnectorError, type JsonValue } from '../../../contract/index.ts';
import type { ReadMeans } from '../command-definition.ts';
import { ended, interrupted, notKnown, notTakenOn, notYet, partly, unclear } from './action-failures.ts';
import { type ActionProgress, stageOf } from './action-progress.ts';
import { watchAction, type WatchedAction } from './watch-action.ts';

export interface AwaitedAction extends WatchedAction {
  /** What an operator does about what has not ended yet. */
  readonly goOn: string;
  /** It was begun in this call: an interruption must not lose its id, and ends the waiting with what is known. */
  readonly begunHere: boolean;
}

/** What an action has come to on its endpoints. */
export interface ActionEnd {
  /** The last one about its progress; none where it was not told. */
  readonly answers: readonly JsonValue[];
  readonly statuses: Readonly<Record<string, string>>;
  /** Endpoints on which it was done, in part perhaps. */
  readonly done: readonly string[];
  /** Endpoints on which it has not ended, as far as is known. */
  readonly pending: readonly string[];
  readonly failures: readonly CommandFailure[];
}

/** Waits for an action. @throws the signal's reason, and ConnectorError, where it was not begun in this call. */
export async function awaitAction(
  action: AwaitedAction,
  means: Pick<ReadMeans, 'ask' | 'tell' | 'tools' | 'failure'>,
  signal: AbortSignal,
): Promise<ActionEnd> {
  let progress: ActionProgress | undefined;
  let trouble: ConnectorError | undefined;
  try {
    for await (const each of watchAction(action, means, signal)) progress = each;
  } catch (error) {
    if (!action.begunHere || !(signal.aborted || isConnectorError(error))) throw error;
    trouble = signal.aborted ? interrupted() : unclear(error as ConnectorError);
  }
  return endOf(action, progress, trouble, means);
}

function endOf(
  { endpointIds, waitMs, goOn }: AwaitedAction,
  progress: ActionProgress | undefined,
  trouble: ConnectorError | undefined,
  { failure }: Pick<ReadMeans, 'failure'>,
): ActionEnd {
  const statuses = progress?.statuses ?? new Map<string, string>();
  const ids = endpointIds ?? [...statuses.keys()];
  const stage = (id: string) => {
    const status = statuses.get(id);
    return status === undefined ? (statuses.size > 0 ? 'missing' : 'pending') : stageOf(status);
  };
  const of = (wanted: ReturnType<typeof stage>) => ids.filter((id) => stage(id) === wanted);
  const status = (id: string) => statuses.get(id) ?? 'PENDING';
  const failures = [
    ...(ids.length === 0 ? [failure(notKnown())] : []),
    ...of('done')
      .filter((id) => status(id) === 'COMPLETED_PARTIAL')
      .map((input) => failure(partly(), { input })),
    ...of('ended').map((input) => failure(ended(status(input), progress?.reasons.get(input)), { input })),
    ...of('missing').map((input) => failure(notTakenOn(), { input })),
    ...of('pending').map((input) => {
      return { ...failure(trouble ?? notYet(status(input), waitMs), { input, outcome: 'unknown' }), remedy: goOn };
    }),
  ];
  return {
    answers: progress ? [progress.answer] : [],
    statuses: Object.fromEntries(statuses),
    done: of('done'),
    pending: of('pending'),
    failures,
  };
}
