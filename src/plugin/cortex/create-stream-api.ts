import type { JsonValue } from '../../contract/index.ts';
import { beginStream, type StreamedAnswer } from './begin-stream.ts';
import { classifyAnswer } from './classify-answer.ts';
import type { CortexApiOptions } from './create-cortex-api.ts';
import type { HttpRequest } from './exchange.ts';
import { refusedKeyError } from './key-errors.ts';
import { createKeyTypes } from './key-type.ts';
import { fileNotGiven, notUnderstood, shownLink } from './link-errors.ts';
import { linkUrl } from './link-url.ts';
import { assertReads } from './read-paths.ts';
import { createServerTime } from './server-time.ts';
import { attemptOf, signedRequest } from './signed-call.ts';

export type { StreamedAnswer } from './begin-stream.ts';

/** Answers of any length, read piece by piece: rows of a query, files. */
export interface StreamApi {
  /** As `CortexApi.post`, for an answer that is no JSON. */
  post(path: string, body: JsonValue, signal: AbortSignal): Promise<StreamedAnswer>;
  /**
   * Follows a link the API gave to a file. The key goes along to the tenant's own origin and to no other; see
   * {@link linkUrl}. Follows no redirect. A page or a JSON text is no file.
   * @throws ConnectorError `protocol`, code `FILE-811`, where it must not be followed, and where another server than the
   * tenant does not give the file, its link having expired perhaps.
   */
  get(link: string, signal: AbortSignal): Promise<StreamedAnswer>;
}

type StreamOptions = Omit<CortexApiOptions, 'asideGate'>;

/** What is sent to the tenant; `shown` in place of its path. */
interface Sent {
  readonly path: string;
  readonly json: string;
  readonly method: 'GET' | 'POST';
  readonly shown: string;
}

export function createStreamApi(options: StreamOptions): StreamApi {
  const { origin, credentials, budget, tools, dispatcher, bodyGate, requestTimeoutMs, quotesAnswers = true } = options;
  const { key, keyId, keyType } = credentials;
  const keyTypes = createKeyTypes(keyType, keyId, tools.memo);
  const serverTime = createServerTime(tools.clock);
  const reading = { serverTime, budgetOf: () => budget, quotesAnswers };
  const means = { dispatcher, gate: bodyGate, timeoutMs: requestTimeoutMs };
  const { host } = new URL(origin);

  async function fromTenant(sent: Sent, signal: AbortSignal): Promise<StreamedAnswer> {
    const { method, shown } = sent;
    const attempt = await keyTypes.attempt(async (type) => {
      await budget.take(signal);
      const signed = signedRequest({ origin, key, keyId, tools }, type, sent, serverTime.now());
      const request = method === 'GET' ? asGet(signed.request) : signed.request;
      const begun = await beginStream({ request, shown, isFile: method === 'GET' }, means, signal);
      if ('answer' in begun) return { ...begun, refused: false, accepted: true, signedOffMs: undefined };
      using held = begun.held;
      return attemptOf({ ...signed, request: { ...request, path: shown } }, held, reading);
    });
    if ('answer' in attempt) return attempt.answer;
    if (attempt.classified.ok) throw notUnderstood(host, shown);
    const { error } = attempt.classified;
    throw error.kind === 'auth' ? refusedKeyError(error, host, serverTime.skewMs()) : error;
  }

  /** Without the key, and outside of what the tenant allows in a second. */
  async function fromElsewhere(url: URL, signal: AbortSignal): Promise<StreamedAnswer> {
    const request: HttpRequest = {
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'GET',
      headers: { accept: '*/*', 'accept-encoding': 'gzip', 'user-agent': 'cortex-otel' },
      body: '',
      // Who has the link has the file: it is no more to be shown than a key, and nor is what quotes it.
      redact: () => '[withheld]',
    };
    const begun = await beginStream({ request, shown: 'the file', isFile: true }, means, signal);
    if ('answer' in begun) return begun.answer;
    using held = begun.held;
    const said = { ...held, host: url.host, path: 'the file', nowMs: tools.clock.now(), redact: request.redact };
    throw fileNotGiven(url.host, held.status, classifyAnswer(said));
  }

  return {
    async post(path, body, signal) {
      assertReads(path);
      return fromTenant({ path, json: JSON.stringify(body), method: 'POST', shown: path }, signal);
    },
    async get(link, signal) {
      const url = linkUrl(link, origin);
      if (url.origin !== origin) return fromElsewhere(url, signal);
      const path = `${url.pathname}${url.search}`;
      return fromTenant({ path, json: '', method: 'GET', shown: shownLink(url) }, signal);
    },
  };
}

/** As the vendor's own integration asks for a file; the document has a POST without a body (File Retrieval Details). */
function asGet(request: HttpRequest): HttpRequest {
  const { 'content-type': _, ...headers } = request.headers;
  return { ...request, method: 'GET', headers: { ...headers, accept: '*/*' } };
}
