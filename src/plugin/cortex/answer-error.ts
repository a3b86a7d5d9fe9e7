import { ConnectorError, type ErrorDetails, type ErrorKind } from '../../contract/index.ts';
import { oversizedCode } from '../paging/feed.ts';
import type { ReportedError } from './error-envelope.ts';
import { type HttpAnswer, headerOf, isHtml } from './http-answer.ts';
import { retryAfterMs } from './retry-after.ts';
import { unifiedError } from './unified-error.ts';
import { upstreamText } from './upstream-text.ts';

interface Meaning {
  readonly kind: ErrorKind;
  readonly code: string;
  /** What it comes to, for a person. */
  readonly says: string;
  readonly remedy: string;
}

const patience = 'Nothing: it goes on by itself; if it lasts, look at the Cortex status page and at the proxy.';

/** The meaning of each status (Cortex XDR REST API, Error Responses). 500 and redirects are told apart further. */
const meanings: Readonly<Record<number, Meaning>> = {
  401: {
    kind: 'auth',
    code: 'AUTH-301',
    says: 'refused the API key',
    remedy:
      'Check key, key ID and tenant: the key may be mistyped, expired, or of another tenant; create a new one if in doubt.',
  },
  402: {
    kind: 'license',
    code: 'AUTH-303',
    says: 'has no licence for this',
    remedy: 'Check the tenant’s licence, or remove this source.',
  },
  403: {
    kind: 'permission',
    code: 'PERM-401',
    says: 'does not permit this to the API key',
    remedy:
      'Give the key a role with this permission (Settings, Configurations, API Keys), or have our address allowed.',
  },
  404: {
    kind: 'config',
    code: 'API-404',
    says: 'does not know this path',
    remedy: 'Check the address: product, tenant and region must be right.',
  },
  407: {
    kind: 'config',
    code: 'NET-104',
    says: 'is behind a proxy that asks for a password',
    remedy: 'Put user and password into the proxy address.',
  },
  413: {
    kind: 'protocol',
    code: oversizedCode,
    says: 'found the request too large',
    remedy: 'Nothing: smaller pages are asked for.',
  },
  429: {
    kind: 'throttled',
    code: 'API-429',
    says: 'had too many requests from this tenant',
    remedy: 'Nothing: it goes on by itself; lower requests_per_second when other clients share the tenant.',
  },
};

/** The error for an answer that is none of success. `status` is what it means, which may not be what HTTP said. */
export function answerError(answer: HttpAnswer, status: number, reported: ReportedError | undefined): ConnectorError {
  const meaning = meaningOf(answer, status, reported);
  const said = upstreamText(reported?.text ?? answer.text, answer.redact);
  const waitMs = retryAfterMs(headerOf(answer, 'retry-after'), answer.nowMs);
  const asked = meaning.kind === 'throttled' && waitMs !== undefined;
  const details: ErrorDetails = {
    code: meaning.code,
    remedy: meaning.remedy,
    status,
    ...(asked ? { retryAfterMs: waitMs } : {}),
  };
  const said200 = answer.status === status ? '' : ` in an answer with HTTP ${answer.status}`;
  const message = `${answer.host} ${meaning.says}: ${answer.path} (${status}${said200})`;
  return new ConnectorError(meaning.kind, said === '' ? message : `${message}: "${said}"`, details);
}

function meaningOf(answer: HttpAnswer, status: number, reported: ReportedError | undefined): Meaning {
  const known = meanings[status === 405 ? 404 : status];
  if (known) return known;
  if (status < 400) return redirected(answer);
  if (status === 500) return unifiedError(answer, reported);
  if (status === 503 && headerOf(answer, 'retry-after') !== undefined) {
    return { kind: 'throttled', code: 'API-5xx', says: 'asked to come back later', remedy: patience };
  }
  if (status === 408 || status > 500)
    return { kind: 'unavailable', code: 'API-5xx', says: 'is not available', remedy: patience };
  return {
    kind: 'protocol',
    code: 'API-400',
    says: 'did not understand the request',
    remedy: isHtml(answer)
      ? 'Check whether a proxy answers in place of Cortex.'
      : 'Report this as a bug, with the message.',
  };
}

/** A redirect is not followed: the headers that authenticate would go along. */
function redirected(answer: HttpAnswer): Meaning {
  const location = headerOf(answer, 'location');
  const target = location === undefined ? undefined : URL.parse(location, `https://${answer.host}`)?.host;
  const to = target === undefined ? '' : ` to ${upstreamText(target, answer.redact)}`;
  return {
    kind: 'config',
    code: 'API-BODY',
    says: `redirects${to}, which is not followed`,
    remedy: 'Check the address, and whether a proxy or a sign-in page stands in between.',
  };
}
