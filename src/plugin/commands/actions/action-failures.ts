import { ConnectorError, type JsonValue } from '../../../contract/index.ts';
import { upstreamText } from '../../cortex/upstream-text.ts';
import { objectOf, textOf } from '../../sources/vendor-values.ts';
import { inWords } from '../../cortex/key-errors.ts';

/*
 * What is told of an endpoint on which an action was not done, or not yet. What fits as a status is said beside it: the
 * API answers questions about such an action with 200.
 */

const center = 'Look at the action in the Action Center';

interface End {
  readonly status: number;
  readonly remedy: string;
}

const ends: Readonly<Record<string, End>> = {
  FAILED: { status: 500, remedy: `${center}, correct what it says, and begin it anew.` },
  TIMEOUT: { status: 504, remedy: `${center}; give it more time, or find out what holds it up on the endpoint.` },
  EXPIRED: { status: 410, remedy: 'The endpoint did not fetch it in time: begin it anew when it is connected.' },
};
const stopped: End = { status: 409, remedy: `${center}: somebody stopped it. Begin it anew if it is still wanted.` };

/** It has ended there without being done. `reason`: of `errorReasons` of Get Action Status. */
export function ended(status: string, reason: JsonValue | undefined): ConnectorError {
  const end = ends[status] ?? stopped;
  const said = upstreamText(textOf(objectOf(reason)?.['errorDescription']) ?? '', (text) => text);
  const why = said === '' ? '' : `: "${said}"`;
  return new ConnectorError('refused', `it ended as ${status} on this endpoint${why}`, { code: 'CMD-922', ...end });
}

/** It was done there in part. */
export function partly(): ConnectorError {
  return new ConnectorError('refused', 'it was done in part on this endpoint (COMPLETED_PARTIAL)', {
    code: 'CMD-922',
    status: 206,
    remedy: `${center}, which says what is missing.`,
  });
}

/** The API lists other endpoints of the action, and not this one. */
export function notTakenOn(): ConnectorError {
  return new ConnectorError('config', 'the action is not about this endpoint, as far as the API lists its endpoints', {
    code: 'CMD-922',
    status: 404,
    remedy: 'Look the endpoint up with search-hosts: it may be uninstalled, or outside of the scope of the key.',
  });
}

/** The API lists no endpoint of it at all. */
export function notKnown(): ConnectorError {
  return new ConnectorError('config', 'the API knows no action of this id, or none with endpoints', {
    code: 'CMD-922',
    status: 404,
    remedy: 'Check the id in the Action Center, column Action ID.',
  });
}

export function notYet(status: string, waitMs: number): ConnectorError {
  const when = waitMs > 0 ? ` after ${inWords(waitMs)}` : '';
  return new ConnectorError('unavailable', `it has not ended on this endpoint${when} (${status})`, {
    code: 'CMD-921',
    status: 202,
  });
}

export function interrupted(): ConnectorError {
  return new ConnectorError('unavailable', 'interrupted before it had ended on this endpoint', { code: 'CMD-921' });
}

/** The action goes on; only how far it is cannot be told. */
export function unclear(error: ConnectorError): ConnectorError {
  const { kind, message, status } = error;
  return new ConnectorError(kind, `it is not known how far it is on this endpoint: ${message}`, {
    code: 'CMD-921',
    ...(status !== undefined && { status }),
  });
}

/** Of what has been done. */
export function notDownloaded(): ConnectorError {
  return new ConnectorError('unavailable', 'interrupted before what is ready was downloaded', {
    code: 'CMD-921',
  });
}

/** A script has run there; the results that the API gives are not about it. */
export function notPrinted(): ConnectorError {
  return new ConnectorError('protocol', 'the API does not tell what it printed on this endpoint', {
    code: 'CMD-922',
    remedy: `${center}, which shows its output.`,
  });
}

/** It was done there, and nothing came of it that could be downloaded. */
export function noFile(what: string): ConnectorError {
  return new ConnectorError('config', `the API has no file of this endpoint: ${what}`, {
    code: 'FILE-813',
    status: 404,
    remedy: `${center}, which says what came of it.`,
  });
}
