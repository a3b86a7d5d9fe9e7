import type { Dispatcher } from 'undici';
import { ConnectorError, isConnectorError } from '../../contract/index.ts';
import { classifyFailure } from './classify-failure.ts';
import { failureFacts } from './failure-facts.ts';
import type { HttpAnswer } from './http-answer.ts';
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
  const either = AbortSignal.any([signal, deadline]);
  const { host } = new URL(request.origin);
  try {
    const answer = await begin(request, transport, either);
    const { statusCode: status, headers } = answer;
    const body = await readAnswer(answer, transport.gate, either);
    return { status, headers, text: body.text, [Symbol.dispose]: () => body[Symbol.dispose]() };
  } catch (failure) {
    if (signal.aborted) throw signal.reason;
    if (failure instanceof StaleConnection) throw failure;
    if (deadline.aborted) throw tooSlow(host, request.path, transport.timeoutMs);
    throw isConnectorError(failure) && failure.kind === 'protocol'
      ? naming({ host, path: request.path }, failure)
      : classifyFailure(failure, host, request.redact);
  }
}

/** The connection ended before the answer began: if it had been kept from an earlier request, nothing is wrong. */
export class StaleConnection extends Error {
  override readonly name = 'StaleConnection';
}

async function begin(
  request: HttpRequest,
  transport: Transport,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const { origin, path, headers, body } = request;
  const timeouts = { headersTimeout: headersTimeoutMs, bodyTimeout: bodyTimeoutMs };
  try {
    return await transport.dispatcher.request({ origin, path, method: 'POST', headers, body, signal, ...timeouts });
  } catch (failure) {
    const ended = /^(?:UND_ERR_SOCKET|ECONNRESET|EPIPE)$/.test(failureFacts(failure).code);
    throw ended ? new StaleConnection('the connection ended', { cause: failure }) : failure;
  }
}

async function readAnswer(answer: Dispatcher.ResponseData, gate: BodyGate, signal: AbortSignal): Promise<HeldBody> {
  const encoding = answer.headers['content-encoding'];
  const succeeded = answer.statusCode < 300;
  const limits = succeeded
    ? ({ gate, maxBytes: maxBodyBytes, beyond: 'throw' } as const)
    : ({ gate, maxBytes: maxErrorBytes, beyond: 'cut' } as const);
  return await readBody(answer.body, Array.isArray(encoding) ? encoding.join(',') : encoding, limits, signal);
}

function tooSlow(host: string, path: string, timeoutMs: number): ConnectorError {
  return new ConnectorError('unavailable', `${host} did not answer ${path} completely within ${timeoutMs / 1000} s`, {
    code: 'NET-102',
    remedy: 'Nothing: it is asked again; raise request_timeout if Cortex is this slow every time.',
  });
}
