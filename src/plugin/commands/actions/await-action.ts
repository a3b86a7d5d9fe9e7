import { type CommandFailure, type ConnectorError, isConnectorError, type JsonValue } from '../../../contract/index.ts';
import type { ReadMeans } from '../command-definition.ts';
import { ended, interrupted, notKnown, notTakenOn, notYet, partly, unclear } from './action-failures.ts';
import type { ActionStatus } from './read-action-status.ts';
import { actionStage } from './action-stage.ts';
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
  let status: ActionStatus | undefined;
  let trouble: ConnectorError | undefined;
  try {
    for await (const each of watchAction(action, means, signal)) status = each;
  } catch (error) {
    if (!action.begunHere || !(signal.aborted || isConnectorError(error))) throw error;
    trouble = signal.aborted ? interrupted() : unclear(error as ConnectorError);
  }
  return endOf(action, status, trouble, means);
}

function endOf(
  { endpointIds, waitMs, goOn }: AwaitedAction,
  last: ActionStatus | undefined,
  trouble: ConnectorError | undefined,
  { failure }: Pick<ReadMeans, 'failure'>,
): ActionEnd {
  const statuses = last?.statuses ?? {};
  const ids = endpointIds ?? Object.keys(statuses);
  const stage = (id: string) => {
    const word = statuses[id];
    if (word !== undefined) return actionStage(word);
    return Object.keys(statuses).length > 0 ? 'missing' : 'pending';
  };
  const of = (wanted: ReturnType<typeof stage>) => ids.filter((id) => stage(id) === wanted);
  const word = (id: string) => statuses[id] ?? 'PENDING';
  const failures = [
    ...(ids.length === 0 ? [failure(notKnown())] : []),
    ...of('done')
      .filter((id) => word(id) === 'COMPLETED_PARTIAL')
      .map((input) => failure(partly(), { input })),
    ...of('ended').map((input) => failure(ended(word(input), last?.reasons[input]), { input })),
    ...of('missing').map((input) => failure(notTakenOn(), { input })),
    ...of('pending').map((input) => {
      return failure(trouble ?? notYet(word(input), waitMs), { input, outcome: 'unknown', remedy: goOn });
    }),
  ];
  return { answers: last ? [last.answer] : [], statuses, done: of('done'), pending: of('pending'), failures };
}
