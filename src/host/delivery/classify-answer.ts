import type { ErrorKind } from '../../contract/index.ts';
import { classifyFailure } from './classify-failure.ts';
import type { HttpAnswer, ObservedAnswer } from './observed-answer.ts';
import { excerpt, type OtlpCode, otlpError } from './otlp-error.ts';
import type { Outcome } from './outcome.ts';
import { readAcceptance } from './read-acceptance.ts';
import { retryAfterMs } from './retry-after.ts';

export interface RequestFacts {
  readonly encoding: 'json' | 'protobuf';
  /** Records in the request. */
  readonly records: number;
  /** Local time, epoch milliseconds: for a `Retry-After` date in an answer without `Date`. */
  readonly nowMs: number;
  /** The endpoint as it may be shown. */
  readonly endpoint: string;
  /** Masks the secrets of the request: an endpoint may echo them. */
  readonly redact: (text: string) => string;
}

/** What an observed answer means for the records of its request (docs/delivery.md has the table). Pure. */
export function classifyAnswer(observed: ObservedAnswer, request: RequestFacts): Outcome {
  switch (observed.kind) {
    case 'answer':
      return observed.status < 300 ? classifySuccess(observed, request) : classifyStatus(observed, request);
    case 'unencodable':
      return {
        kind: 'refused',
        refusal: { status: undefined, reason: excerpt(`cannot be encoded: ${String(observed.error)}`) },
      };
    case 'timeout': {
      const message = `${request.endpoint} did not finish its answer within ${observed.afterMs / 1000} s`;
      return { kind: 'failed', error: otlpError('unavailable', 'OTLP-608', message) };
    }
    case 'unsent': {
      const why = excerpt(request.redact(String(observed.error)));
      const message = `no request could be made to ${request.endpoint}: ${why}`;
      return { kind: 'failed', error: otlpError('config', 'OTLP-614', message, { cause: observed.error }) };
    }
    case 'failed':
      return { kind: 'failed', error: classifyFailure(observed.error, request.endpoint) };
  }
}

function classifySuccess(answer: HttpAnswer, request: RequestFacts): Outcome {
  const { endpoint } = request;
  const foreign = (what: string): Outcome => ({
    kind: 'failed',
    error: otlpError(
      'config',
      'OTLP-606',
      `${endpoint} is not an OTLP endpoint: it answered ${answer.status} with ${what}`,
    ),
  });
  if (answer.oversized) return foreign('more than 4 MiB');
  const broken = (what: string): Outcome => ({
    kind: 'failed',
    error: otlpError('unavailable', 'OTLP-612', `${endpoint} answered ${answer.status} with ${what}`),
  });
  if (!answer.complete) return broken('a body that was cut off');
  const acceptance = readAcceptance(answer, request.encoding);
  switch (acceptance.kind) {
    case 'foreign':
      return foreign(`content of type ${excerpt(request.redact(acceptance.contentType)) || 'unknown'}`);
    case 'unreadable':
      return broken('a body that cannot be read');
    case 'understood': {
      const rejected = Math.min(acceptance.rejected, request.records);
      return { kind: 'accepted', rejected, message: excerpt(request.redact(acceptance.message)) };
    }
  }
}

type Meaning = readonly [ErrorKind, OtlpCode];

/** Statuses that are held, without more to them than a kind and a code. */
const meanings: ReadonlyMap<number, Meaning> = new Map<number, Meaning>([
  [401, ['auth', 'OTLP-602']],
  [403, ['permission', 'OTLP-602']],
  [404, ['config', 'OTLP-603']],
  [405, ['config', 'OTLP-603']],
  [407, ['config', 'OTLP-613']],
  [408, ['unavailable', 'OTLP-608']],
]);

function meaningOf(status: number): Meaning {
  if (status < 400) return ['config', 'OTLP-603'];
  return meanings.get(status) ?? (status < 500 ? ['config', 'OTLP-601'] : ['unavailable', 'OTLP-611']);
}

function classifyStatus(answer: HttpAnswer, request: RequestFacts): Outcome {
  const { status } = answer;
  // The whole of it: a secret that is cut in two is not recognised.
  const reason = excerpt(request.redact(answer.body.toString('utf8')));
  const message = `${request.endpoint} answered ${status}${reason === '' ? '' : `: ${reason}`}`;
  switch (status) {
    case 400:
    case 413:
    case 422:
      return { kind: 'refused', refusal: { status, reason } };
    case 415:
      return { kind: 'encoding-refused', error: otlpError('config', 'OTLP-607', message) };
    case 429:
    case 502:
    case 503:
    case 504:
      return { kind: 'failed', error: classifyPause(answer, request, message) };
    case 500:
    case 501:
      return { kind: 'failed', error: otlpError('unavailable', 'OTLP-611', message), refusal: { status, reason } };
    default:
      return { kind: 'failed', error: otlpError(...meaningOf(status), message) };
  }
}

/** Any 429, and a 503 that says when to come back, throttle; the rest is an outage. Their pause is honoured alike. */
function classifyPause({ status, headers }: HttpAnswer, { nowMs }: RequestFacts, message: string) {
  const dateMs = Date.parse(headers.date ?? '');
  const pauseMs = retryAfterMs(headers['retry-after'], Number.isNaN(dateMs) ? nowMs : dateMs);
  const throttled = status === 429 || (status === 503 && pauseMs !== undefined);
  const details = pauseMs === undefined ? {} : { retryAfterMs: pauseMs };
  return otlpError(throttled ? 'throttled' : 'unavailable', throttled ? 'OTLP-610' : 'OTLP-611', message, details);
}
