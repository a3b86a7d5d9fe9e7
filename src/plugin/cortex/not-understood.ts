import { ConnectorError } from '../../contract/index.ts';

/** The error for an answer that is JSON and no more of what was asked for. */
export function notUnderstood(path: string): ConnectorError {
  return new ConnectorError('protocol', `The answer of ${path} is not understood`, {
    code: 'API-BODY',
    remedy: 'Check that the address is the API of the tenant and that no proxy answers in its place.',
  });
}
