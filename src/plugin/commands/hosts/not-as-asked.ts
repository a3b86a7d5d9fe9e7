import { type CommandFailure, ConnectorError } from '../../../contract/index.ts';
import { textOf } from '../../sources/vendor-values.ts';
import type { AcceptedAction } from '../actions/accepted-action.ts';
import { type ActionStatus, readActionStatus } from '../actions/read-action-status.ts';
import type { WriteMeans } from '../command-definition.ts';
import type { Endpoint } from './endpoint.ts';

interface Accepted extends Pick<AcceptedAction, 'actionId' | 'count'> {
  /** Why one may have been left out, in a clause. */
  readonly leftOut: string;
}

/**
 * How an action that was accepted differs from what was asked: it tells how many endpoints take part, and its status
 * which ones. A failure for each that was left out, where that is known; one of the whole where more take part.
 */
export async function notAsAsked(
  endpoints: readonly Endpoint[],
  accepted: Accepted,
  means: WriteMeans,
  signal: AbortSignal,
): Promise<readonly CommandFailure[]> {
  const { count = endpoints.length, actionId } = accepted;
  if (count === endpoints.length) return [];
  const isNamed = textOf(actionId) !== undefined;
  const status = isNamed ? await readActionStatus(actionId, means, signal).catch(() => undefined) : undefined;
  return count > endpoints.length
    ? [tooMany(endpoints, { ...accepted, count }, status, means)]
    : tooFew(endpoints, { ...accepted, count }, status, means);
}

type Counted = Accepted & { readonly count: number };

/** The filter may not have been looked at: what was done to hosts that nobody named has to be known at once. */
function tooMany(
  endpoints: readonly Endpoint[],
  { count }: Counted,
  status: ActionStatus | undefined,
  { failure }: WriteMeans,
): CommandFailure {
  const asked = new Set(endpoints.map(({ id }) => id));
  const strangers = Object.keys(status?.statuses ?? {}).filter((id) => !asked.has(id));
  const named = strangers.length > 0 ? `, among them ${strangers.slice(0, 10).join(', ')}` : '';
  const message = `It was accepted for ${count} endpoints, and ${endpoints.length} were asked for${named}.`;
  const remedy =
    'Look at the action in the Action Center at once, and stop it there if it is about others: get-action-status lists ' +
    'the endpoints that take part.';
  const error = new ConnectorError('protocol', message, { status: 409, code: 'CMD-911' });
  return failure(error, { outcome: 'unknown', remedy });
}

function tooFew(
  endpoints: readonly Endpoint[],
  { count, leftOut }: Counted,
  status: ActionStatus | undefined,
  { failure }: WriteMeans,
): readonly CommandFailure[] {
  const told = `it was accepted for ${count} of ${endpoints.length} endpoints`;
  const missing = endpoints.filter(({ id }) => status?.statuses[id] === undefined);
  if (!status || missing.length === endpoints.length) {
    const remedy = 'get-action-status lists the endpoints that take part.';
    return [failure(new ConnectorError('config', `Not all take part: ${told}.`, { status: 404, remedy }))];
  }
  return missing.map(({ id, name }) => {
    const message = `"${name}" (${id}) takes no part in the action: ${told}, and not for this one; perhaps ${leftOut}.`;
    const remedy = 'Look at it with search-hosts.';
    return failure(new ConnectorError('config', message, { status: 404, remedy, code: 'CMD-911' }), { input: id });
  });
}
