import type { Dispatcher } from 'undici';
import { ConnectorError, isConnectorError } from '../../contract/index.ts';
import { classifyFailure } from './classify-failure.ts';
import { failureFacts } from './failure-facts.ts';
import { headerOf, type HttpAnswer } from './http-answer.ts';
import { naming } from './naming.ts';
import { type BodyGate, type HeldBody, readBody } from './read-body.ts';
import type { Redact } from './upstream-text.ts';

const headersTimeoutMs = 30_000;
/** Between two pieces of a body; the whole of it is bounded by the total. */
const bodyTimeoutMs = 30_000;
const maxBodyBytes = 16 * 1024 * 1024;
/** Of an error only its words are of interest. */
const maxErrorBytes = 256 * 1024;

/** One HTTP request, signed. */
export interface HttpRequest {
  readonly origin: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Default `POST`. */
  readonly method?: 'GET' | 'POST';
  readonly redact: Redact;
}

/** The way out, shared by all requests of one client. */
export interface Transport {
  readonly dispatcher: Dispatcher;
  readonly gate: BodyGate;
  /** For the whole request, milliseconds. Real time: it watches real sockets. */
  readonly timeoutMs: number;
}

/** An answer with its body in memory, until disposed of. */
export type HeldAnswer = Pick<HttpAnswer, 'status' | 'headers' | 'text'> & Disposable;

/**
 * Sends one request and reads its answer, whatever the status; follows no redirect.
 * @throws ConnectorError for everything short of a complete answer; the signal's reason when it is aborted;
 * {@link StaleConnection} when the connection ended before the answer began.
 */
export async function exchange(request: HttpRequest, transport: Transport, signal: AbortSignal): Promise<HeldAnswer> {
  const deadline = AbortSignal.timeout(transport.timeoutMs);
  try {
    return await exchanged(request, transport, AbortSignal.any([signal, deadline]));
  } catch (failure) {
    if (signal.aborted) throw signal.reason;
    if (failure instanceof StaleConnection) throw failure;
    throw deadline.aborted ? tooSlow(request, transport) : exchangeError(request, failure);
  }
}

/** As {@link exchange}, without its deadline. @throws {@link StaleConnection}; whatever undici, zlib or reading throws. */
export async function exchanged(request: HttpRequest, transport: Transport, signal: AbortSignal): Promise<HeldAnswer> {
  const answer = await begin(request, transport.dispatcher, signal);
  const { statusCode: status, headers } = answer;
  const body = await readAnswer(answer, transport.gate, signal);
  return { status, headers, text: body.text, [Symbol.dispose]: () => body[Symbol.dispose]() };
}

/** What went wrong with an exchange that brought no complete answer. */
export function exchangeError({ origin, path, redact }: HttpRequest, failure: unknown): ConnectorError {
  const { host } = new URL(origin);
  if (failure instanceof StaleConnection) return classifyFailure(failure.cause, host, redact);
  return isConnectorError(failure) && failure.kind === 'protocol'
    ? naming({ host, path }, failure)
    : classifyFailure(failure, host, redact);
}

/** The connection ended before the answer began: if it had been kept from an earlier request, nothing is wrong. */
export class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

/**
 * Sends one request; resolves when the answer begins.
 * @throws {@link StaleConnection}; whatever undici throws.
 */
export async function begin(
  request: HttpRequest,
  dispatcher: Dispatcher,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const { origin, path, headers, method = 'POST' } = request;
  const timeouts = { headersTimeout: headersTimeoutMs, bodyTimeout: bodyTimeoutMs };
  const body = method === 'GET' ? null : request.body;
  try {
    return await dispatcher.request({ origin, path, method, headers, body, signal, ...timeouts });
  } catch (failure) {
    const ended = /^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(failureFacts(failure).code);
    throw ended ? new StaleConnection('the connection ended', { cause: failure }) : failure;
  }
}

/** Reads the whole of an answer that has begun. */
export async function readAnswer(
  answer: Dispatcher.ResponseData,
  gate: BodyGate,
  signal: AbortSignal,
): Promise<HeldBody> {
  const encoding = answer.headers['content-encoding'];
  const length = Number(headerOf(answer, 'content-length') ?? 0);
  const succeeded = answer.statusCode < 300;
  const limits = succeeded
    ? ({ gate, maxBytes: maxBodyBytes, beyond: 'throw' } as const)
    : ({ gate, maxBytes: maxErrorBytes, beyond: 'cut' } as const);
  const said = { encoding: Array.isArray(encoding) ? encoding.join(',') : encoding, length };
  return await readBody(answer.body, said, limits, signal);
}

export function tooSlow(
  { origin, path }: Pick<HttpRequest, 'origin' | 'path'>,
  { timeoutMs }: Pick<Transport, 'timeoutMs'>,
): ConnectorError {
  const { host } = new URL(origin);
  return new ConnectorError('unavailable', `${host} did not answer ${path} completely within ${timeoutMs / 1000} s`, {
    code: 'NET-102',
    remedy: 'Nothing: it is asked again; raise request_timeout if Cortex is this slow every time.',
  });
}
