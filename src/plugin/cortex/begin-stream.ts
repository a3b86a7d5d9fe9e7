import { pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Dispatcher } from 'undici';
import { ConnectorError, isConnectorError } from '../../contract/index.ts';
import {
  begin,
  exchangeError,
  type HeldAnswer,
  type HttpRequest,
  readAnswer,
  tooSlow,
  type Transport,
} from './exchange.ts';
import { headerOf } from './http-answer.ts';
import { steadyBody } from './steady-body.ts';

export interface StreamedAnswer {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Without the encoding of the transport. @throws ConnectorError when it ends before it is whole. */
  readonly body: AsyncIterable<Buffer>;
}

/** What is asked for. */
export interface StreamRequest {
  readonly request: HttpRequest;
  /** In place of its path in messages: the other side's word, or a secret. */
  readonly shown: string;
  /** What is no page and no JSON. */
  readonly isFile: boolean;
}

/** An answer that begins well, to be read by whoever wants it; of any other one what it says. */
export type BegunStream = { readonly answer: StreamedAnswer } | { readonly held: HeldAnswer };

/** @throws ConnectorError for what brings no answer; the signal's reason when it is aborted. */
export async function beginStream(
  { request, shown, isFile }: StreamRequest,
  { dispatcher, gate, timeoutMs }: Transport,
  signal: AbortSignal,
): Promise<BegunStream> {
  const named = { ...request, path: shown };
  try {
    const response = await begin(request, dispatcher, signal);
    if (!isStream(response, isFile)) {
      using _ = endingAfter(response.body, timeoutMs, () => tooSlow(named, { timeoutMs }));
      const body = await readAnswer(response, gate, signal);
      const { statusCode: status, headers } = response;
      return { held: { status, headers, text: body.text, [Symbol.dispose]: () => body[Symbol.dispose]() } };
    }
    return { answer: { headers: response.headers, body: told(decoded(response), named, signal) } };
  } catch (failure) {
    throw causeOf(failure, named, signal);
  }
}

/** What is no stream is short, and is not waited for without end. */
function endingAfter(body: Readable, timeoutMs: number, why: () => ConnectorError): Disposable {
  const timer = setTimeout(() => void body.destroy(why()), timeoutMs);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

function isStream({ statusCode, headers }: Dispatcher.ResponseData, isFile: boolean): boolean {
  // A part (206) was not asked for, and is not all there is.
  if (statusCode < 200 || statusCode > 299 || statusCode === 206) return false;
  return !(isFile && /\b(?:json|x?html)\b/i.test(headerOf({ headers }, 'content-type') ?? ''));
}

function decoded({ headers, body }: Dispatcher.ResponseData): AsyncIterable<Buffer> {
  const encoding = headerOf({ headers }, 'content-encoding')?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity') return steadyBody(body);
  if (encoding === 'gzip' || encoding === 'x-gzip') {
    // Ends both with either; what went wrong is thrown to whoever reads.
    const unpacked = createGunzip();
    // Who stops reading does not wait for the next piece.
    unpacked.once('close', () => void body.destroy());
    return pipeline(steadyBody(body), unpacked, () => {});
  }
  body.on('error', () => {}).destroy();
  throw new ConnectorError('protocol', 'the answer is compressed in a way that was not asked for', {
    code: 'API-BODY',
  });
}

async function* told(body: AsyncIterable<Buffer>, request: HttpRequest, signal: AbortSignal): AsyncGenerator<Buffer> {
  try {
    yield* body;
  } catch (failure) {
    throw causeOf(failure, request, signal);
  }
}

function causeOf(failure: unknown, request: HttpRequest, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  return isConnectorError(failure) && failure.kind === 'unavailable' ? failure : exchangeError(request, failure);
}
