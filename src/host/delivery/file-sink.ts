import { resolve } from 'node:path';
import { JsonLogsSerializer } from '@opentelemetry/otlp-transformer';
import { type Clock, ConnectorError, type TestStage } from '../../contract/index.ts';
import { createInTurn } from '../in-turn.ts';
import { appendLines } from './append-lines.ts';
import { pendingRecords } from './delivery.ts';
import { maxRequestBytes, pack } from './pack.ts';
import { createPreparation } from './prepare-pending.ts';
import type { Sink } from './sink.ts';
import type { PreparedRecord } from './to-log-records.ts';

const limits = { maxRecords: 500, maxBytes: maxRequestBytes };

/**
 * One write at a time to one file, whichever sinks of this process share it: long lines must not mix, and taking a failed
 * write back must not take another's with it.
 */
const inTurn = createInTurn();

/**
 * Delivers to a file of OTLP/JSON lines (OpenTelemetry file exporter specification). A record is accepted once it is on
 * the disk; a delivery that fails leaves nothing of itself behind.
 */
export function createFileSink(path: string, clock: Clock): Sink {
  const prepare = createPreparation();
  const append = async (lines: readonly Uint8Array[], signal: AbortSignal): Promise<number> =>
    inTurn(resolve(path), async () => {
      signal.throwIfAborted();
      return appendLines(path, lines).catch((error: unknown) => Promise.reject(unwritable(path, error)));
    });

  return {
    destination: path,
    async deliver(delivery, signal) {
      const pending = pendingRecords(delivery);
      if (pending.length > 0) {
        delivery.ledger.countRequest(await append(pack(prepare(delivery), limits).queue.map(lineOf), signal));
        delivery.ledger.accept(pending, 0, '');
      }
      return delivery.ledger.report();
    },
    test: (signal) => testFile(path, clock, () => append([], signal)),
    close: async () => inTurn(resolve(path), async () => undefined),
  };
}

function lineOf({ records }: { readonly records: readonly PreparedRecord[] }): Uint8Array {
  const line = JsonLogsSerializer.serializeRequest(records.map(({ readable }) => readable));
  if (line === undefined) throw new Error('the OpenTelemetry serializer gave nothing for a record');
  return line;
}

async function* testFile(path: string, clock: Clock, append: () => Promise<number>): AsyncGenerator<TestStage> {
  const startedAt = clock.elapsed();
  const stage = () => ({ stage: 'destination', ms: Math.round(clock.elapsed() - startedAt) });
  try {
    await append();
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error;
    const { message, code = '', remedy = '' } = error;
    yield { ...stage(), status: 'failed', message, code, remedy };
    return;
  }
  yield { ...stage(), status: 'ok', message: `${path} can be written` };
}

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'Free space on its disk, or move the file.',
  EDQUOT: 'Raise the disk quota, or move the file.',
  EACCES: 'Let the user that runs the connector write the file and its directory.',
  EPERM: 'Let the user that runs the connector write the file and its directory.',
  EROFS: 'Move the file to a disk that can be written.',
  EISDIR: 'Name a file: this is a directory.',
  ENOENT: 'Create the directory of the file.',
  ENOTDIR: 'Correct the path: a part of it is no directory.',
};

function unwritable(path: string, cause: unknown): ConnectorError {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown error';
  const remedy = remedies[code] ?? 'Check the disk of the file.';
  return new ConnectorError('state', `${path} cannot be written (${code})`, { cause, code: 'DISK-702', remedy });
}
