import type { ConnectorError } from '../../contract/index.ts';
import { neverSent } from '../cortex/never-sent.ts';

/**
 * Whether after this failure of a start nobody knows if the query runs: cut off, a gateway's answer, an internal error
 * without a known reason, a redirect, a success without an id. What says why nothing was started is none.
 */
export function isLostStart({ kind, code, status, cause }: ConnectorError): boolean {
  if (status !== undefined && status >= 300 && status < 400) return true;
  if (kind === 'protocol') return status === undefined;
  // A proxy that did not let it through is no cut.
  return kind === 'unavailable' && code !== 'NET-104' && !neverSent(cause);
}
