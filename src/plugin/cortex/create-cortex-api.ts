import type { Dispatcher } from 'undici';
import type { Tools } from '../../contract/index.ts';
import type { Secret } from '../../shared/secret.ts';
import type { KeyType } from '../cortex-config.ts';
import type { SigningType } from './auth-headers.ts';
import type { ApiAnswer, CortexApi } from './cortex-api.ts';
import { refusedKeyError, unusableKeyError } from './key-errors.ts';
import { createKeyTypes } from './key-type.ts';
import type { BodyGate } from './read-body.ts';
import { assertReads } from './read-paths.ts';
import type { BudgetShare } from './request-budget.ts';
import { createServerTime } from './server-time.ts';
import { type Call, createSignedCall, type SignedCall, type SignedCallOptions } from './signed-call.ts';

export interface CortexApiOptions {
  /** As `tenantAddress` or `serverAddress` gave it. */
  readonly origin: string;
  readonly credentials: {
    readonly key: Secret;
    /** Absent only for XSOAR 6. */
    readonly keyId: string | undefined;
    readonly keyType: KeyType;
  };
  /** Must not follow redirects. Whoever made it closes it. */
  readonly dispatcher: Dispatcher;
  readonly budget: BudgetShare;
  /** One for the whole plugin instance. */
  readonly bodyGate: BodyGate;
  /** As `bodyGate`, for {@link CortexClient.aside}. Default: the same. */
  readonly asideGate?: BodyGate;
  readonly tools: Pick<Tools, 'clock' | 'random' | 'memo'>;
  readonly requestTimeoutMs: number;
  /** Whether messages may repeat what an answer said, which may be part of a record. Default true. */
  readonly quotesAnswers?: boolean;
}

/** What the answers so far have shown, for the connection test. */
export interface Findings {
  /** HTTP status of the latest answer, as it was sent. */
  readonly status: number | undefined;
  /** How far this machine's clock is ahead of the server's, milliseconds, to about a second; negative when behind. */
  readonly clockSkewMs: number | undefined;
  /** How the key has to be sent, once that is known. */
  readonly keyType: SigningType | undefined;
}

export interface CortexClient extends CortexApi {
  /** The same API for calls that must not hold up others: what they may wait for, no other call waits for. */
  readonly aside: CortexApi;
  findings(): Findings;
}

/**
 * A client of one tenant's API with one key. A call is one request, but for two reasons to make another: to find out
 * how the key has to be sent, and, once, when a kept connection turns out to have been closed. Both are safe because
 * `post` is for calls that read: one that changes something must not go through here.
 */
export function createCortexApi(options: CortexApiOptions): CortexClient {
  const { origin, credentials, budget, tools } = options;
  const { key, keyId, keyType } = credentials;
  const keyTypes = createKeyTypes(keyType, keyId, tools.memo);
  const serverTime = createServerTime(tools.clock);
  const { bodyGate, asideGate = bodyGate, quotesAnswers = true } = options;
  const polls = sender(() => budget, bodyGate);
  const aside = sender(budget.aside, asideGate);
  let status: number | undefined;

  function sender(budgetOf: SignedCallOptions['budgetOf'], gate: BodyGate): SignedCall {
    const transport = { dispatcher: options.dispatcher, gate, timeoutMs: options.requestTimeoutMs };
    return createSignedCall({ origin, key, keyId, transport, budgetOf, serverTime, tools, quotesAnswers });
  }

  async function post(send: SignedCall, call: Call, signal: AbortSignal): Promise<ApiAnswer> {
    const unusable = unusableKeyError(key, keyId);
    if (unusable) throw unusable;
    const { classified, dateMs } = await keyTypes.attempt(async (type) => {
      const attempt = await send(type, call, signal);
      ({ status } = attempt);
      return attempt;
    });
    if (classified.ok) return { body: classified.body, dateMs };
    if (classified.error.kind !== 'auth') throw classified.error;
    throw refusedKeyError(classified.error, new URL(origin).host, serverTime.skewMs());
  }

  const by = (send: SignedCall): CortexApi => ({
    origin,
    async post(path, body, signal) {
      assertReads(path);
      return post(send, { path, json: JSON.stringify(body) }, signal);
    },
  });

  return {
    ...by(polls),
    aside: by(aside),
    findings: () => ({ status, clockSkewMs: serverTime.skewMs(), keyType: keyTypes.known() }),
  };
}
