import type { Tools } from '../../contract/index.ts';
import { createRedactor } from '../../shared/redact.ts';
import type { Secret } from '../../shared/secret.ts';
import { authHeaders, type SigningType } from './auth-headers.ts';
import { type Classified, classifyAnswer } from './classify-answer.ts';
import {
  exchange,
  exchangeError,
  type HeldAnswer,
  type HttpRequest,
  StaleConnection,
  type Transport,
} from './exchange.ts';
import { headerOf } from './http-answer.ts';
import type { KeyAttempt } from './key-type.ts';
import type { RequestBudget } from './request-budget.ts';
import type { ServerTime } from './server-time.ts';

/** What is sent, but for the signature. */
export interface Call {
  readonly path: string;
  readonly json: string;
}

/** One answered attempt. */
export interface Attempt extends KeyAttempt {
  readonly status: number;
  readonly classified: Classified;
  /** The answer's `Date`, epoch milliseconds. */
  readonly dateMs: number | undefined;
}

export interface SignedCallOptions {
  readonly origin: string;
  readonly key: Secret;
  readonly keyId: string | undefined;
  readonly transport: Transport;
  readonly budgetOf: (path: string) => RequestBudget;
  readonly serverTime: ServerTime;
  readonly tools: Pick<Tools, 'clock' | 'random'>;
  readonly quotesAnswers: boolean;
}

export type SignedCall = (type: SigningType, call: Call, signal: AbortSignal) => Promise<Attempt>;

/**
 * Sends a call within the request budget, signed for this one attempt. A connection that was kept from an earlier
 * answer may have been closed meanwhile: once, that is not a failure.
 */
export function createSignedCall(options: SignedCallOptions): SignedCall {
  const { transport, budgetOf, serverTime } = options;
  let kept = false;

  return async (type, call, signal) => {
    const budget = budgetOf(call.path);
    for (let again = kept; ; again = false) {
      await budget.take(signal);
      const signed = signedRequest(options, type, call, serverTime.now());
      try {
        using answer = await exchange(signed.request, transport, signal);
        kept = headerOf(answer, 'connection')?.toLowerCase() !== 'close';
        return attemptOf(signed, answer, options);
      } catch (failure) {
        if (!(failure instanceof StaleConnection)) throw failure;
        kept = false;
        if (!again) throw exchangeError(signed.request, failure);
      }
    }
  };
}

/** A request, signed for one attempt. */
export interface SignedRequest {
  readonly request: HttpRequest;
  /** What was signed, epoch milliseconds. */
  readonly timestampMs: number;
}

/** What an answered attempt comes to; learns the server's time from it, and slows down where it asks for that. */
export function attemptOf(
  { request, timestampMs }: SignedRequest,
  answer: HeldAnswer,
  options: AttemptOptions,
): Attempt {
  const { serverTime, budgetOf, quotesAnswers } = options;
  const { origin, path } = request;
  const dateMs = serverTime.learn(headerOf(answer, 'date'));
  const redact = quotesAnswers ? request.redact : withheld;
  const said = { ...answer, host: new URL(origin).host, path, nowMs: serverTime.now(), redact };
  const attempt = toAttempt(classifyAnswer(said));
  if (attempt.throttled) budgetOf(path).throttled(attempt.retryAfterMs);
  return {
    ...attempt,
    status: answer.status,
    dateMs,
    signedOffMs: dateMs === undefined ? undefined : timestampMs - dateMs,
  };
}

type AttemptOptions = Pick<SignedCallOptions, 'serverTime' | 'budgetOf' | 'quotesAnswers'>;

/** An answer that went wrong may hold the beginning of a page of records. */
function withheld(said: string): string {
  return said.trim() === '' ? '' : '[withheld: there are privacy rules]';
}

export function signedRequest(
  { origin, key, keyId, tools }: Pick<SignedCallOptions, 'origin' | 'key' | 'keyId' | 'tools'>,
  type: SigningType,
  call: Call,
  timestampMs: number,
): SignedRequest {
  const authentication = authHeaders({ key, keyId, type, nonce: tools.random.token(64), timestampMs });
  const request: HttpRequest = {
    origin,
    path: call.path,
    body: call.json,
    headers: {
      accept: 'application/json',
      'accept-encoding': 'gzip',
      'content-type': 'application/json',
      'user-agent': 'cortex-otel',
      ...authentication,
    },
    redact: (text) => createRedactor([key.reveal(), authentication['authorization'] ?? '']).redact(text),
  };
  return { request, timestampMs };
}

function toAttempt(classified: Classified) {
  const kind = classified.ok ? undefined : classified.error.kind;
  return {
    classified,
    refused: kind === 'auth',
    // Who lacks a right or a licence has been recognised.
    accepted: classified.ok || kind === 'permission' || kind === 'license',
    throttled: kind === 'throttled',
    retryAfterMs: classified.ok ? undefined : classified.error.retryAfterMs,
  };
}
