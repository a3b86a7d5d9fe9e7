import { ConnectorError } from '../../../contract/index.ts';
import type { CommandOutcome, WriteMeans } from '../command-definition.ts';
import { acceptedAction } from '../actions/accepted-action.ts';
import { beginAction } from '../actions/begin-action.ts';
import { changeFailure, type HostAction } from './act-on-hosts.ts';

/** Has something done to every endpoint of the tenant, in one request that says so. */
export async function actOnAll(
  action: Pick<HostAction, 'path' | 'request' | 'leftOut' | 'findOut'>,
  means: WriteMeans,
  signal: AbortSignal,
): Promise<CommandOutcome> {
  const change = await beginAction(action.path, { filters: 'all', ...action.request }, means, signal);
  if (change.outcome !== 'done') {
    return { answers: [], succeeded: 0, failures: [changeFailure(change, action, means)], keyFields: { all: true } };
  }
  const { count, keyFields } = acceptedAction(change.body);
  const failures = count === 0 ? [means.failure(nobody(action.leftOut))] : [];
  return {
    answers: [change.body],
    succeeded: failures.length === 0 ? 1 : 0,
    failures,
    keyFields: { all: true, ...keyFields },
  };
}

function nobody(leftOut: string): ConnectorError {
  return new ConnectorError('config', `It was accepted, and no endpoint takes part; perhaps ${leftOut}.`, {
    status: 404,
    code: 'CMD-911',
    remedy: 'Look at them with search-hosts.',
  });
}
