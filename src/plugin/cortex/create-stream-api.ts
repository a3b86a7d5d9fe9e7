import { createGunzip } from 'node:zlib';
import { ConnectorError, type JsonValue } from '../../contract/index.ts';
import { classifyAnswer } from './classify-answer.ts';
import type { CortexApiOptions } from './create-cortex-api.ts';
import { begin, exchangeError, type HttpRequest, readAnswer, type Transport } from './exchange.ts';
import { headerOf } from './http-answer.ts';
import { refusedKeyError } from './key-errors.ts';
import { createKeyTypes, type KeyAttempt } from './key-type.ts';
import { assertReads } from './read-paths.ts';
import { createServerTime } from './server-time.ts';
import { attemptOf, signedRequest } from './signed-call.ts';

/** Answers of any length, read piece by piece: rows of a query, files. */
export interface StreamApi {
  /** As `CortexApi.post`, for an answer that is no JSON. */
  post(path: string, body: JsonValue, signal: AbortSignal): Promise<StreamedAnswer>;
  /**
   * Follows a link the API gave. The key goes along to the tenant's own origin and to no other; a link elsewhere must be
   * https (signed links of script results, Cortex XDR REST API, Get Script Execution Result Files).
   */
  get(link: string, signal: AbortSignal): Promise<StreamedAnswer>;
}

export interface StreamedAnswer {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Without the encoding of the transport. @throws ConnectorError when it ends before it is whole. */
  readonly body: AsyncIterable<Buffer>;
}

type StreamOptions = Omit<CortexApiOptions, 'asideGate' | 'requestTimeoutMs'>;

interface Begun extends KeyAttempt {
  readonly answer: StreamedAnswer;
}

export function createStreamApi(options: StreamOptions): StreamApi {
  const { origin, credentials, budget, tools, dispatcher, bodyGate, quotesAnswers = true } = options;
  const { key, keyId, keyType } = credentials;
  const keyTypes = createKeyTypes(keyType, keyId, tools.memo);
  const serverTime = createServerTime(tools.clock);
  const reading = { serverTime, budgetOf: () => budget, quotesAnswers };
  const means = { dispatcher, gate: bodyGate };
  const { host } = new URL(origin);

  async function signed(call: Pick<HttpRequest, 'path' | 'body' | 'method'>, signal: AbortSignal) {
    const attempt = await keyTypes.attempt(async (type) => {
      await budget.take(signal);
      const one = signedRequest(
        { origin, key, keyId, tools },
        type,
        { path: call.path, json: call.body },
        serverTime.now(),
      );
      const request = { ...one.request, ...(call.method && { method: call.method }) };
      const answer = await beginStream(request, means, signal);
      if ('answer' in answer) return answer;
      using held = answer.held;
      return attemptOf({ ...one, request }, held, reading);
    });
    if ('answer' in attempt) return attempt.answer;
    if (attempt.classified.ok) throw notFollowed(host, call.path);
    const { error } = attempt.classified;
    throw error.kind === 'auth' ? refusedKeyError(error, host, serverTime.skewMs()) : error;
  }

  return {
    async post(path, body, signal) {
      assertReads(path);
      return signed({ path, body: JSON.stringify(body) }, signal);
    },
    async get(link, signal) {
      const url = linkUrl(link, origin);
      if (url.origin === origin)
        return signed({ path: `${url.pathname}${url.search}`, body: '', method: 'GET' }, signal);
      const request: HttpRequest = {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: 'GET',
        headers: { 'accept-encoding': 'gzip', 'user-agent': 'cortex-otel' },
        body: '',
        // Who has the link has the file: it is no more to be shown than a key.
        redact: () => '[withheld]',
      };
      const begun = await beginStream(request, means, signal);
      if ('answer' in begun) return begun.answer;
      using held = begun.held;
      const shown = { ...held, host: url.host, path: url.pathname, nowMs: tools.clock.now(), redact: request.redact };
      const classified = classifyAnswer(shown);
      throw classified.ok ? notFollowed(url.host, url.pathname) : classified.error;
    },
  };
}

/** An answer that begins well is read by whoever wants it; of any other one what it says is read here. */
async function beginStream(
  request: HttpRequest,
  means: Pick<Transport, 'dispatcher' | 'gate'>,
  signal: AbortSignal,
): Promise<Begun | { readonly held: Awaited<ReturnType<typeof held>> }> {
  try {
    const response = await begin(request, means.dispatcher, signal);
    if (response.statusCode < 200 || response.statusCode > 299) return { held: await held(response, means, signal) };
    const encoding = headerOf({ headers: response.headers }, 'content-encoding')?.trim().toLowerCase() ?? 'identity';
    const plain = encoding === 'gzip' ? response.body.pipe(createGunzip()) : response.body;
    if (encoding === 'gzip') response.body.on('error', (error) => plain.destroy(error));
    const answer = { headers: response.headers, body: told(plain, request, signal) };
    return { answer, refused: false, accepted: true, signedOffMs: undefined };
  } catch (failure) {
    if (signal.aborted) throw signal.reason;
    throw exchangeError(request, failure);
  }
}

async function held(
  response: Awaited<ReturnType<typeof begin>>,
  { gate }: Pick<Transport, 'gate'>,
  signal: AbortSignal,
) {
  const body = await readAnswer(response, gate, signal);
  const { statusCode: status, headers } = response;
  return { status, headers, text: body.text, [Symbol.dispose]: () => body[Symbol.dispose]() };
}

async function* told(body: AsyncIterable<Buffer>, request: HttpRequest, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (failure) {
    if (signal.aborted) throw signal.reason;
    throw exchangeError(request, failure);
  }
}

function linkUrl(link: string, origin: string): URL {
  const url = URL.parse(link, origin);
  // The tenant of a test, on loopback, has plain http; so may its files.
  const isAllowed = url?.protocol === 'https:' || (url?.protocol === 'http:' && origin.startsWith('http:'));
  if (url && isAllowed && url.username === '' && url.password === '') return url;
  throw new ConnectorError('protocol', 'the API gave a link to a file that is none of https', {
    code: 'API-BODY',
    remedy: 'Report this as a bug.',
  });
}

function notFollowed(host: string, path: string): ConnectorError {
  return new ConnectorError('protocol', `${host} ${path}: the answer is not understood`, { code: 'API-BODY' });
}
