import type { ClientRequest, IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { HttpAnswer } from './observed-answer.ts';

/** What has been seen of a request's answer; `done` resolves when nothing more will come. */
export interface RequestWatch {
  readonly done: Promise<HttpAnswer | Error>;
  /** The answer as far as it has come; undefined without a status line. */
  soFar(): HttpAnswer | undefined;
  /** True once the whole answer was read. */
  complete(): boolean;
  /** Bytes written to the connection for this request. */
  bytes(): number;
}

/** OTLP specification: an answer is read up to 4 MiB. */
const maxAnswerBytes = 4 * 1024 * 1024;
const aDay = 86_400;

/**
 * Watches a request that the exporter sends and whose answer it reads. It is left alone but for one thing: the exporter
 * gives up at once when it is told to come back beyond its deadline, where it would else retry on timers of its own.
 */
export function observeRequest(request: ClientRequest): RequestWatch {
  const { promise, resolve } = Promise.withResolvers<HttpAnswer | Error>();
  const bytes = countBytes(request);
  const chunks: Buffer[] = [];
  let size = 0;
  let response: IncomingMessage | undefined;
  let headers: IncomingHttpHeaders = {};

  const complete = () => response !== undefined && response.complete && size <= maxAnswerBytes;
  const soFar = (): HttpAnswer | undefined =>
    response && {
      kind: 'answer',
      status: response.statusCode ?? 0,
      headers,
      body: Buffer.concat(chunks),
      complete: complete(),
      oversized: size > maxAnswerBytes,
      bytes: bytes(),
    };

  request.once('response', (incoming: IncomingMessage) => {
    response = incoming;
    headers = { ...incoming.headers };
    incoming.headers['retry-after'] = String(aDay);
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxAnswerBytes) chunks.push(chunk);
    });
    const finish = () => resolve(soFar() ?? new Error('no answer'));
    incoming.once('end', finish).once('error', finish).once('close', finish);
  });
  request.once('error', (error) => resolve(soFar() ?? error));
  request.once('close', () => resolve(soFar() ?? new Error('the connection was closed')));
  return { done: promise, soFar, complete, bytes };
}

function countBytes(request: ClientRequest): () => number {
  let before = 0;
  request.once('socket', (socket) => {
    before = socket.bytesWritten;
  });
  return () => (request.socket === null ? 0 : Math.max(0, request.socket.bytesWritten - before));
}
