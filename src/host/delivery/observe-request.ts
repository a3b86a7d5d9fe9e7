import type { ClientRequest, IncomingMessage } from 'node:http';
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

/** Watches a request that somebody else sends and reads, without taking anything from them. */
export function observeRequest(request: ClientRequest): RequestWatch {
  const { promise, resolve } = Promise.withResolvers<HttpAnswer | Error>();
  const bytes = countBytes(request);
  const chunks: Buffer[] = [];
  let size = 0;
  let response: IncomingMessage | undefined;

  const complete = () => response !== undefined && response.complete && size <= maxAnswerBytes;
  const soFar = (): HttpAnswer | undefined =>
    response && {
      kind: 'answer',
      status: response.statusCode ?? 0,
      headers: response.headers,
      body: Buffer.concat(chunks),
      complete: complete(),
      oversized: size > maxAnswerBytes,
      bytes: bytes(),
    };

  request.once('response', (incoming: IncomingMessage) => {
    response = incoming;
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
