import type { JsonValue } from '../../../contract/index.ts';
import { numberOf, objectOf } from '../../sources/vendor-values.ts';

/** What a request that begins an action was answered with, as figures to go on with. */
export interface AcceptedAction {
  /** As the API wrote it; null where it wrote none. */
  readonly actionId: JsonValue;
  /** Endpoints that take part. */
  readonly count: number | undefined;
  readonly keyFields: Readonly<Record<string, JsonValue>>;
}

/** Reads the reply of what begins an action: it has been accepted, which is not to say done. */
export function acceptedAction(body: JsonValue): AcceptedAction {
  const { action_id: actionId = null, endpoints_count: count = null } = objectOf(objectOf(body)?.['reply']) ?? {};
  const note =
    actionId === null
      ? 'Accepted, not done yet; the answer has no action id: follow it in the Action Center.'
      : `Accepted, not done yet: follow it with get-action-status, action_ids: ${JSON.stringify([actionId])}.`;
  return { actionId, count: numberOf(count), keyFields: { action_id: actionId, endpoints_count: count, note } };
}
