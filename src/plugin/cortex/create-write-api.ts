import { ConnectorError, type JsonValue } from '../../contract/index.ts';
import type { CortexApiOptions } from './create-cortex-api.ts';
import { exchanged, exchangeError, type HeldAnswer, StaleConnection, tooSlow, type Transport } from './exchange.ts';
import { refusedKeyError, unusableKeyError } from './key-errors.ts';
import { createKeyTypes, type KeyAttempt } from './key-type.ts';
import { neverSent } from './never-sent.ts';
import { createServerTime } from './server-time.ts';
import { type Attempt, attemptOf, type SignedRequest, signedRequest } from './signed-call.ts';
import type { WritePath } from './write-paths.ts';

/** What a request that changes something came to. */
export type WriteOutcome =
  | { readonly outcome: 'done'; readonly body: JsonValue }
  /** `unknown`: it may have arrived and been carried out; only looking tells. */
  | { readonly outcome: 'not done' | 'unknown'; readonly error: ConnectorError };

/** What changes something at the vendor. For `plugin/commands` alone. */
export interface WriteApi {
  /**
   * One request, sent once: it is sent again only where the answer says that the key was not recognised (401), which is
   * before anything is done. Rejects with the signal's reason when that is aborted before it is sent; afterwards an
   * abort is one more reason for not knowing.
   */
  change(path: WritePath, body: JsonValue, signal: AbortSignal): Promise<WriteOutcome>;
}

type WriteOptions = Omit<CortexApiOptions, 'asideGate'>;

/** An attempt that was not answered, or not in a way that is understood. */
interface Unanswered extends KeyAttempt {
  readonly error: ConnectorError;
  readonly sent: boolean;
}

export function createWriteApi(options: WriteOptions): WriteApi {
  const { origin, credentials, budget, tools, requestTimeoutMs, quotesAnswers = true } = options;
  const { key, keyId, keyType } = credentials;
  const keyTypes = createKeyTypes(keyType, keyId, tools.memo);
  const serverTime = createServerTime(tools.clock);
  const transport: Transport = { ...options, gate: options.bodyGate, timeoutMs: requestTimeoutMs };
  const reading = { serverTime, budgetOf: () => budget, quotesAnswers };

  return {
    async change(path, body, signal) {
      const unusable = unusableKeyError(key, keyId);
      if (unusable) return { outcome: 'not done', error: unusable };
      const call = { path, json: JSON.stringify(body) };
      const attempt = await keyTypes.attempt(async (type) => {
        await budget.take(signal);
        const signed = signedRequest({ origin, key, keyId, tools }, type, call, serverTime.now());
        const answer = await sentOnce(signed, transport, signal);
        if ('error' in answer) return answer;
        using held = answer;
        return { ...attemptOf(signed, held, reading), isCortex: speaksAsCortex(held.text) };
      });
      if ('error' in attempt) return { outcome: attempt.sent ? 'unknown' : 'not done', error: attempt.error };
      return outcomeOf(attempt, new URL(origin).host, serverTime.skewMs());
    },
  };
}

async function sentOnce(
  { request }: SignedRequest,
  transport: Transport,
  signal: AbortSignal,
): Promise<HeldAnswer | Unanswered> {
  const deadline = AbortSignal.timeout(transport.timeoutMs);
  try {
    return await exchanged(request, transport, AbortSignal.any([signal, deadline]));
  } catch (failure) {
    const sent = !neverSent(failure instanceof StaleConnection ? failure.cause : failure);
    const error = signal.aborted
      ? interrupted(request.path)
      : deadline.aborted
        ? tooSlow(request, transport)
        : exchangeError(request, failure);
    return { refused: false, accepted: false, signedOffMs: undefined, error, sent };
  }
}

function interrupted(path: string): ConnectorError {
  return new ConnectorError('unavailable', `interrupted while ${path} was under way`, { code: 'CMD-903' });
}

/**
 * An answer that says what is wrong means that nothing was done, if it is the API that says it. Gateways (502 to 504, 500
 * in words that are not the API's, redirects, which may follow on what was done), internal errors without a known reason,
 * and a success that is not understood do not say it.
 */
function outcomeOf(
  { classified, status, isCortex }: Attempt & { readonly isCortex: boolean },
  host: string,
  skewMs: number | undefined,
): WriteOutcome {
  if (classified.ok) return { outcome: 'done', body: classified.body };
  const { error } = classified;
  if (error.kind === 'auth') return { outcome: 'not done', error: refusedKeyError(error, host, skewMs) };
  const isRedirect = status >= 300 && status < 400;
  const isOfGateway = isRedirect || status > 500 || (status === 500 && !isCortex);
  const unclear = isOfGateway || error.kind === 'unavailable' || (status < 300 && error.status === undefined);
  return { outcome: unclear ? 'unknown' : 'not done', error };
}

/** Whether an answer is in the API's own envelope of errors (Cortex XDR REST API, Error Responses). */
function speaksAsCortex(text: string): boolean {
  try {
    const { reply } = JSON.parse(text) as { readonly reply?: unknown };
    return typeof reply === 'object' && reply !== null && 'err_code' in reply;
  } catch {
    return false;
  }
}
