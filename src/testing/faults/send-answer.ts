import type { ServerResponse } from 'node:http';
import { createGzip, gzipSync } from 'node:zlib';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Answer } from './answer.ts';
import type { Effect } from './fault.ts';

/** How a server speaks: headers on every answer, and whether the client takes gzip. */
export interface Manner {
  readonly headers: Readonly<Record<string, string>>;
  readonly gzip: boolean;
}

/**
 * Carries out an effect on a connection, or simply answers. `genuine` makes the answer there would have been, and does
 * whatever answering entails. Returns the status that was sent, undefined where none was.
 */
export async function sendAnswer(
  response: ServerResponse,
  genuine: () => Answer,
  effect: Effect | undefined,
  manner: Manner,
): Promise<number | undefined> {
  switch (effect?.kind) {
    case undefined:
      return sendWhole(response, genuine(), manner);
    case 'answer':
      return sendWhole(response, effect.make(genuine), manner);
    case 'stream':
      return sendStream(response, effect, manner);
    case 'reset':
      if (effect.when === 'after') genuine();
      response.req.socket.resetAndDestroy();
      return undefined;
    case 'cut':
      return sendCut(response, genuine(), effect, manner);
    case 'hang':
      if (effect.after === 'headers') response.writeHead(200, jsonHeaders(manner)).flushHeaders();
      return undefined;
    case 'drip':
      return sendDrip(response, genuine(), effect.everyMs, manner);
    case 'slow':
      await wait(effect.ms);
      return sendAnswer(response, genuine, effect.next, manner);
  }
}

interface Encoded {
  readonly bytes: Buffer;
  readonly headers: Record<string, string>;
}

function encode(answer: Answer, manner: Manner): Encoded {
  const type = answer.headers['content-type'] ?? 'application/json';
  const plain = bodyBytes(answer.body, type);
  const bytes = manner.gzip ? gzipSync(plain) : plain;
  const encoding: Record<string, string> = manner.gzip ? { 'content-encoding': 'gzip' } : {};
  const headers = { ...manner.headers, 'content-type': type, ...answer.headers, ...encoding };
  return { bytes, headers: { ...headers, 'content-length': String(bytes.length) } };
}

function bodyBytes(body: Answer['body'], type: string): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' && !type.includes('json') ? body : JSON.stringify(body));
}

function sendWhole(response: ServerResponse, answer: Answer, manner: Manner): number {
  const { bytes, headers } = encode(answer, manner);
  response.writeHead(answer.status, headers).end(bytes);
  return answer.status;
}

async function sendStream(
  response: ServerResponse,
  effect: Extract<Effect, { kind: 'stream' }>,
  manner: Manner,
): Promise<number> {
  const encoding: Record<string, string> = effect.gzip ? { 'content-encoding': 'gzip' } : {};
  response.writeHead(effect.head.status, { ...jsonHeaders(manner), ...effect.head.headers, ...encoding });
  const source = Readable.from(effect.chunks());
  // A client that has had enough hangs up: that is the expected end of most of these.
  await (effect.gzip ? pipeline(source, createGzip(), response) : pipeline(source, response)).catch(() => {});
  return effect.head.status;
}

async function sendCut(
  response: ServerResponse,
  answer: Answer,
  effect: Extract<Effect, { kind: 'cut' }>,
  manner: Manner,
): Promise<number> {
  const { bytes, headers } = encode(answer, manner);
  const { socket } = response.req;
  response.writeHead(answer.status, headers);
  const kept = bytes.subarray(0, Math.floor(bytes.length * effect.share));
  if (kept.length === 0) response.flushHeaders();
  // A RST overtakes bytes the kernel still holds: wait until they are on their way.
  else await new Promise((sent) => response.write(kept, sent));
  if (effect.end === 'reset') socket.resetAndDestroy();
  else socket.end();
  return answer.status;
}

async function sendDrip(response: ServerResponse, answer: Answer, everyMs: number, manner: Manner): Promise<number> {
  const { bytes, headers } = encode(answer, manner);
  response.writeHead(answer.status, headers);
  response.socket?.setNoDelay(true);
  for (const byte of bytes) {
    if (response.destroyed) break;
    response.write(Buffer.of(byte));
    await wait(everyMs);
  }
  response.end();
  return answer.status;
}

async function wait(ms: number): Promise<void> {
  await new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

function jsonHeaders(manner: Manner): Record<string, string> {
  return { ...manner.headers, 'content-type': 'application/json' };
}
