import type { IncomingMessage } from 'node:http';
import { Refused } from './refused.ts';

/** The most a request may carry, bytes. */
export const maxBodyBytes = 64 * 1024;

/**
 * The JSON value a request carries; undefined: none.
 * @throws Refused 413 when it is too large, 400 when it is no JSON or breaks off.
 */
export async function requestBody(incoming: IncomingMessage): Promise<unknown> {
  const bytes = await bytesOf(incoming);
  if (bytes.length === 0) return undefined;
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    return value;
  } catch {
    // The reason would quote what was sent.
    throw new Refused(400, { error: 'the body is no JSON' });
  }
}

async function bytesOf(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  const tooLarge = () => new Refused(413, { error: 'a body of at most 64 KiB is taken' }, { connection: 'close' });
  try {
    // The answer still has to leave by the connection that a destroyed request would take along.
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      length += chunk.length;
      if (length > maxBodyBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    throw error instanceof Refused ? error : new Refused(400, { error: 'the body broke off' });
  }
  return Buffer.concat(chunks);
}
