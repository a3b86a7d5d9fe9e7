import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { type CommandFileWriter, type CommandOutput, ConnectorError } from '../../contract/index.ts';

/** What a command brings goes to a stream, such as standard output, as fast as that is read. Ending the stream is the caller's. */
export function streamOutput(stream: Writable): CommandOutput {
  return { isNamed: true, create: async (name) => streamWriter(stream, name) };
}

function streamWriter(stream: Writable, name: string): CommandFileWriter {
  const hash = createHash('sha256');
  let bytes = 0;
  return {
    async write(chunk) {
      if (!stream.writable) throw unwritable(stream.errored);
      hash.update(chunk);
      bytes += chunk.length;
      if (stream.write(chunk)) return;
      // An error of the stream, such as a reader that has had enough, rejects.
      await once(stream, 'drain').catch((error: unknown) => Promise.reject(unwritable(error)));
    },
    async finish() {
      await new Promise<void>((resolve, reject) => {
        stream.write('', (error) => (error ? reject(unwritable(error)) : resolve()));
      });
      return { name, bytes, sha256: hash.digest('hex') };
    },
    // What has been read cannot be taken back.
    discard: async () => undefined,
  };
}

function unwritable(cause: unknown): ConnectorError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'closed';
  return new ConnectorError('state', `the output cannot be written any further (${code})`, {
    code: 'DISK-702',
    remedy: 'What is there is not whole: run it again, with the output somewhere else.',
    cause,
  });
}
