import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { type CommandFileWriter, type CommandOutput, ConnectorError } from '../../contract/index.ts';

/**
 * What a command brings goes to a stream, such as standard output, as fast as that is read. Ending the stream is the caller's.
 * A reader that does not read any more is waited for until the signal is aborted, the same as the call's: what is written then
 * rejects with its reason.
 */
export function streamOutput(stream: Writable, signal?: AbortSignal): CommandOutput {
  return { isNamed: true, create: async (name) => streamWriter(stream, name, signal) };
}

function streamWriter(stream: Writable, name: string, signal: AbortSignal | undefined): CommandFileWriter {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    async write(chunk) {
      if (stream.destroyed || !stream.writable) throw unwritable(stream.errored);
      hash.update(chunk);
      bytes += chunk.length;
      if (stream.write(chunk)) return;
      await heardOf(stream, (hear) => stream.once('drain', hear), signal);
    },
    async finish() {
      await heardOf(stream, (hear) => stream.write('', hear), signal);
      return { name, bytes, sha256: hash.digest('hex') };
    },
    // What has been read cannot be taken back.
    discard: async () => undefined,
  };
}

/** Waits for a word of the stream, but not of one that is gone. @throws ConnectorError; the signal's reason. */
async function heardOf(
  stream: Writable,
  listen: (hear: (error?: Error | null) => void) => void,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const hear = (error?: Error | null): void => (error ? reject(unwritable(error)) : resolve());
  // A stream that is destroyed may say no more than that it is closed.
  const gone = (): void => reject(unwritable(stream.errored));
  const leave = (): void => reject(signal?.reason);
  stream.once('error', hear).once('close', gone);
  signal?.addEventListener('abort', leave, { once: true });
  if (signal?.aborted) leave();
  try {
    listen(hear);
    await promise;
  } finally {
    stream.off('drain', hear).off('error', hear).off('close', gone);
    signal?.removeEventListener('abort', leave);
  }
}

function unwritable(cause: unknown): ConnectorError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'closed';
  return new ConnectorError('state', `the output cannot be written any further (${code})`, {
    code: 'DISK-702',
    remedy: 'What is there is not whole: run it again, with the output somewhere else.',
    cause,
  });
}
