import { listOf, textOf } from '../../sources/vendor-values.ts';
import type { CommandOutcome } from '../command-definition.ts';

export interface BegunAction {
  readonly actionId: string;
  /** The endpoints that take part. */
  readonly endpointIds: readonly string[];
}

/** The action that `actOnHosts` has begun; undefined where there is none to go on with. */
export function begunAction({ keyFields, failures }: CommandOutcome): BegunAction | undefined {
  const actionId = textOf(keyFields['action_id']);
  const leftOut = new Set(failures.map(({ input }) => input));
  const endpointIds = (listOf(keyFields['endpoint_ids']) ?? []).filter((id) => !leftOut.has(id));
  return actionId === undefined || endpointIds.length === 0 ? undefined : { actionId, endpointIds };
}

/** What has come of a call that has begun an action and has then seen what became of it. */
export function followedThrough(asked: CommandOutcome, got: CommandOutcome): CommandOutcome {
  const { note: _, ...keyFields } = asked.keyFields;
  return {
    ...got,
    answers: [...asked.answers, ...got.answers],
    failures: [...asked.failures, ...got.failures],
    // The id as the API wrote it.
    keyFields: { ...got.keyFields, ...keyFields },
  };
}
