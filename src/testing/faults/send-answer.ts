import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Answer } from './answer.ts';
import { type BodyStream, streamLength } from './body-stream.ts';
import type { Effect } from './fault.ts';
import { sendStream } from './send-stream.ts';

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
      await sendStream(response, { ...effect.head, body: effect.chunks }, effect.gzip, manner.headers);
      return effect.head.status;
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
  /** What is sent: whole, or made while it is sent and then as it is. */
  readonly bytes: Buffer | BodyStream;
  readonly headers: Record<string, string>;
}

function encode(answer: Answer, manner: Manner): Encoded {
  const type = answer.headers['content-type'] ?? 'application/json';
  const given = { ...manner.headers, 'content-type': type, ...answer.headers };
  if (typeof answer.body === 'function') return { bytes: answer.body, headers: given };
  const plain = bodyBytes(answer.body, type);
  const bytes = manner.gzip ? gzipSync(plain) : plain;
  const encoding: Record<string, string> = manner.gzip ? { 'content-encoding': 'gzip' } : {};
  return { bytes, headers: { ...given, ...encoding, 'content-length': String(bytes.length) } };
}

function bodyBytes(body: Exclude<Answer['body'], BodyStream>, type: string): Buffer {
  if (body instanceof Uint8Array) return Buffer.from(body);
  return Buffer.from(typeof body === 'string' && !type.includes('json') ? body : JSON.stringify(body));
}

async function sendWhole(response: ServerResponse, answer: Answer, manner: Manner): Promise<number> {
  if (typeof answer.body === 'function') {
    // A file that is compressed already says so by its type; it is not compressed once more.
    const gzip = manner.gzip && !/zip/.test(answer.headers['content-type'] ?? '');
    await sendStream(response, { ...answer, body: answer.body }, gzip, manner.headers);
    return answer.status;
  }
  const { bytes, headers } = encode(answer, manner);
  response.writeHead(answer.status, headers).end(bytes);
  return answer.status;
}

async function sendCut(
  response: ServerResponse,
  answer: Answer,
  effect: Extract<Effect, { kind: 'cut' }>,
  manner: Manner,
): Promise<number> {
  const { bytes, headers } = encode(answer, manner);
  const { socket } = response.req;
  const length = Number(headers['content-length'] ?? (await lengthOf(bytes)));
  response.writeHead(answer.status, headers).flushHeaders();
  await writeFirst(response, bytes, Math.floor(length * effect.share));
  if (effect.end === 'reset') socket.resetAndDestroy();
  else socket.end();
  return answer.status;
}

async function lengthOf(bytes: Buffer | BodyStream): Promise<number> {
  return typeof bytes === 'function' ? streamLength(bytes) : bytes.length;
}

/** Writes so many bytes and waits until they are on their way: a RST overtakes those the kernel still holds. */
async function writeFirst(response: ServerResponse, bytes: Buffer | BodyStream, count: number): Promise<void> {
  let left = count;
  for await (const chunk of typeof bytes === 'function' ? bytes() : [bytes]) {
    const kept = chunk.subarray(0, left);
    if (kept.length > 0) await new Promise((sent) => response.write(kept, sent));
    left -= kept.length;
    if (left === 0 || response.destroyed) return;
  }
}

async function sendDrip(response: ServerResponse, answer: Answer, everyMs: number, manner: Manner): Promise<number> {
  const { bytes, headers } = encode(answer, manner);
  response.writeHead(answer.status, headers);
  response.socket?.setNoDelay(true);
  for await (const chunk of typeof bytes === 'function' ? bytes() : [bytes]) {
    for (const byte of chunk) {
      if (response.destroyed) break;
      response.write(Buffer.of(byte));
      await wait(everyMs);
    }
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
