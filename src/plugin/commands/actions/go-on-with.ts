import { ConnectorError } from '../../../contract/index.ts';
import { listOf, textOf } from '../../sources/vendor-values.ts';
import type { CommandOutcome, WriteMeans } from '../command-definition.ts';

export interface BegunAction {
  readonly actionId: string;
  /** The endpoints that take part. */
  readonly endpointIds: readonly string[];
}

export interface GoingOn {
  /** Waits for the action, and brings what it leads to. */
  readonly collect: (begun: BegunAction) => Promise<CommandOutcome>;
  /** What an operator does where the action cannot be gone on with. */
  readonly byHand: string;
}

/** Goes on with the action that `actOnHosts` has begun, if it has begun one. */
export async function goOnWith(
  asked: CommandOutcome,
  { collect, byHand }: GoingOn,
  { failure }: Pick<WriteMeans, 'failure'>,
): Promise<CommandOutcome> {
  const actionId = textOf(asked.keyFields['action_id']);
  const leftOut = new Set(asked.failures.map(({ input }) => input));
  const endpointIds = (listOf(asked.keyFields['endpoint_ids']) ?? []).filter((id) => !leftOut.has(id));
  const wasAccepted = asked.answers.length > 0 && endpointIds.length > 0;
  if (!wasAccepted) return asked;
  if (actionId === undefined) {
    const lost = failure(withoutId(), { outcome: 'unknown', remedy: byHand });
    return { ...asked, failures: [...asked.failures, lost] };
  }
  const got = await collect({ actionId, endpointIds });
  const { note: _, ...keyFields } = asked.keyFields;
  return {
    ...got,
    answers: [...asked.answers, ...got.answers],
    failures: [...asked.failures, ...got.failures],
    // The id as the API wrote it.
    keyFields: { ...got.keyFields, ...keyFields },
  };
}

function withoutId(): ConnectorError {
  return new ConnectorError(
    'protocol',
    'it was accepted, but the answer has no action id by which it could be waited for',
    {
      code: 'CMD-921',
    },
  );
}
