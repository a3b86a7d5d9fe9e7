import type { ErrorKind } from '../../contract/index.ts';
import type { ReportedError } from './error-envelope.ts';
import { type HttpAnswer, isHtml } from './http-answer.ts';

interface UnifiedError {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly says: string;
  readonly remedy: string;
}

const unavailable: UnifiedError = {
  kind: 'unavailable',
  code: 'API-5xx',
  says: 'had an internal error',
  remedy: 'Nothing: it goes on by itself; if it lasts, send the message to Palo Alto Networks support.',
};

const wrongPath: UnifiedError = {
  kind: 'config',
  code: 'API-404',
  says: 'does not serve this path',
  remedy: 'Check the address: product, tenant and region must be right.',
};

/** Of what changes something: it says that nothing was done. */
const underWay: UnifiedError = {
  kind: 'config',
  code: 'API-409',
  says: 'has something under way that stands in the way of this',
  remedy: 'Wait until that is done (get-action-status, search-hosts), then try again.',
};

const busy: readonly [RegExp, UnifiedError] = [
  /too many requests|rate limit|quota|xql.*(?:busy|running|concurrent|parallel|maximum)|(?:maximum|max) (?:number of )?(?:concurrent|parallel|running)/,
  {
    kind: 'throttled',
    code: 'API-429',
    says: 'is busy',
    remedy: 'Nothing: it goes on by itself; lower requests_per_second when other clients share the tenant.',
  },
];

/** In this order: the words of a later line also occur in messages of an earlier one. */
const byMessage: readonly (readonly [RegExp, UnifiedError])[] = [
  busy,
  // Only of actions: what a poll reads may be busy with anything, and heals.
  [/(?:isolat|scan|\baction).*\balready (?:running|in progress|under ?way|pending|being)/, underWay],
  [
    /licen[sc]|no identity threat|not entitled|add-?on is (?:not|required)|module is not/,
    {
      kind: 'license',
      code: 'AUTH-303',
      says: 'has no licence for this',
      remedy: 'Check the tenant’s licence, or remove this source.',
    },
  ],
  [
    /\bis missing\b|no more than \d|between \d+ and \d+|limited to \d|missing (?:required |mandatory )?(?:param|field|value)|search size|must (?:be|fulfill|contain|have|not)|invalid|validation|unknown (?:field|filter|operator|param)|not (?:a )?valid|unsupported|not supported|is required|\bexpected\b|bad request|illegal/,
    {
      kind: 'protocol',
      code: 'API-5xx',
      says: 'did not accept the request',
      remedy: 'Report this as a bug, with the message.',
    },
  ],
  [
    /not found|no (?:such )?endpoints? (?:was|were) found|no such|does(?: not|n't) exist|unknown (?:path|url|endpoint)/,
    {
      ...wrongPath,
      says: 'did not find what was asked for',
      remedy: 'Check the id or name that was asked for; where nothing is found at all, the address.',
    },
  ],
];

/**
 * What HTTP 500 means here. Cortex answers it to everything from a bad filter to a missing licence ("a unified status for API
 * communication type errors", Cortex XDR REST API, Error Responses), and to an unknown path in plain text: only its
 * message tells.
 */
export function unifiedError(answer: HttpAnswer, reported: ReportedError | undefined): UnifiedError {
  if (isHtml(answer)) return unavailable;
  const message = (reported?.text ?? answer.text).slice(0, 4096).toLowerCase().trim();
  const plainText = reported === undefined && message !== '' && !/^[[{"]/.test(message);
  if (plainText) return busy[0].test(message) ? busy[1] : wrongPath;
  return byMessage.find(([pattern]) => pattern.test(message))?.[1] ?? unavailable;
}
