import type { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { ConnectorError } from '../../contract/index.ts';
import { oversizedCode } from '../paging/feed.ts';
import { createQueue } from './queue.ts';
import { limitValues } from './limit-values.ts';

const largeBytes = 1024 * 1024;
/** What is decompressed at a time: an ordinary page needs one or two. Memory that is not written to is not taken. */
const chunkSize = 128 * 1024;

/** Sees to it that one large body is in memory at a time, whatever several connectors are sent at once. */
export interface BodyGate {
  /** Waits until no other large body is held; gives what ends holding this one. */
  enter(signal: AbortSignal): Promise<() => void>;
}

/** One per plugin instance. */
export function createBodyGate(): BodyGate {
  const queue = createQueue();
  return {
    enter: (signal) =>
      new Promise((resolve, reject) => {
        const held = () => new Promise<void>((leave) => resolve(leave));
        queue.inTurn(held, signal).catch(reject);
      }),
  };
}

export interface BodyLimits {
  readonly gate: BodyGate;
  /** The most that is taken, in bytes, compressed and again decompressed. */
  readonly maxBytes: number;
  /** What happens beyond: an error, or the rest is dropped. */
  readonly beyond: 'throw' | 'cut';
}

/** What an answer says of its body. */
export interface BodyHeaders {
  readonly encoding?: string | undefined;
  /** In bytes, as it is sent. */
  readonly length?: number;
}

/** A body in memory. Released when it has been made use of. */
export interface HeldBody extends Disposable {
  readonly text: string;
}

/**
 * Reads and decompresses a body. Counts what comes out itself: a gzip of 200 kB may hold 200 MB. Waits for the gate as
 * soon as it turns out large. Invalid UTF-8 becomes U+FFFD.
 * @throws ConnectorError `protocol`, code `API-SIZE`, when it is too large, or large and of too many values of JSON;
 * does not wait for the rest. Whatever the stream or zlib throws.
 */
export async function readBody(
  body: Readable,
  { encoding, length }: BodyHeaders,
  limits: BodyLimits,
  signal: AbortSignal,
): Promise<HeldBody> {
  let release: (() => void) | undefined;
  const collected = async (pieces: AsyncIterable<Buffer>): Promise<Buffer> => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of pieces) {
      bytes += chunk.length;
      if (bytes > largeBytes) release ??= await limits.gate.enter(signal);
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  };
  try {
    const decompress = decompressor(encoding);
    // All of it before any of it is decompressed: chunk by chunk through both streams costs twice the time.
    const decoded = decompress
      ? capped(decompress.end(await collected(capped(body, { ...limits, beyond: 'throw' }, length))), limits)
      : capped(body, limits, length);
    const whole = await collected(limitValues(decoded, largeBytes));
    return { text: whole.toString('utf8'), [Symbol.dispose]: () => release?.() };
  } catch (error) {
    release?.();
    throw error;
  }
}

function decompressor(contentEncoding: string | undefined) {
  switch (contentEncoding?.trim().toLowerCase() ?? '') {
    case '':
    case 'identity':
      return undefined;
    case 'gzip':
    case 'x-gzip':
      return createGunzip({ chunkSize });
    case 'deflate':
      return createInflate({ chunkSize });
    case 'br':
      return createBrotliDecompress({ chunkSize });
    default:
      // Compressed twice, or in a way that was not asked for: what is nested that deep is a bomb or a mistake.
      throw new ConnectorError('protocol', 'the answer is compressed in a way that was not asked for', {
        code: 'API-BODY',
      });
  }
}

/** What is announced to be too large is not waited for. */
async function* capped(
  input: AsyncIterable<Buffer>,
  { maxBytes, beyond }: BodyLimits,
  announced = 0,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of input) {
    if (announced > maxBytes && beyond === 'throw') throw oversized(maxBytes);
    bytes += chunk.length;
    if (bytes <= maxBytes) yield chunk;
    else if (beyond === 'throw') throw oversized(maxBytes);
    else return yield chunk.subarray(0, chunk.length - (bytes - maxBytes));
  }
}

function oversized(maxBytes: number): ConnectorError {
  return new ConnectorError('protocol', `the answer is larger than ${Math.round(maxBytes / 1024 / 1024)} MiB`, {
    code: oversizedCode,
    remedy: 'Nothing: smaller pages are asked for; if one record alone is that large, report it.',
  });
}
