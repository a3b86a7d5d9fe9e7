import type { IncomingMessage } from 'node:http';
import { Refused } from './refused.ts';

/** The most a request may carry, bytes. */
export const maxBodyBytes = 64 * 1024;
/** Deeper than anything that is asked for here; what looks at a value goes down with it, and must not fall. */
const mostLevels = 32;

/**
 * The JSON value a request carries; undefined: none.
 * @throws Refused 413 when it is too large, 400 when it is no JSON or breaks off, 422 when nobody could have meant it.
 */
export async function requestBody(incoming: IncomingMessage): Promise<unknown> {
  const bytes = await bytesOf(incoming);
  if (bytes.length === 0) return undefined;
  const value = valueOf(bytes);
  refuseOdd(value, mostLevels);
  return value;
}

function valueOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    // The reason would quote what was sent.
    throw new Refused(400, { error: 'the body is no JSON' });
  }
}

/** What a schema would fall over, or leave out without a word. */
function refuseOdd(value: unknown, levelsLeft: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (levelsLeft === 0) throw new Refused(422, { error: `the body is nested deeper than ${mostLevels} levels` });
  if (Object.hasOwn(value, '__proto__')) throw new Refused(422, { error: '__proto__ is no name of anything here' });
  for (const each of Object.values(value)) refuseOdd(each, levelsLeft - 1);
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
