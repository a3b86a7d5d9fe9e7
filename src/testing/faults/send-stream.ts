import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Answer } from './answer.ts';
import type { BodyStream } from './body-stream.ts';

/** Sends an answer whose body is made while it is sent, compressed on the fly when `gzip` says so. */
export async function sendStream(
  response: ServerResponse,
  answer: Omit<Answer, 'body'> & { readonly body: BodyStream },
  gzip: boolean,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const encoding: Record<string, string> = gzip ? { 'content-encoding': 'gzip' } : {};
  response.writeHead(answer.status, { ...headers, 'content-type': 'application/json', ...answer.headers, ...encoding });
  const source = Readable.from(answer.body(), { objectMode: false });
  // A client that has had enough hangs up: that is the expected end of most of these.
  await (gzip ? pipeline(source, createGzip(), response) : pipeline(source, response)).catch(() => {});
}
