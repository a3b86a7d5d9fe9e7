import {
  type Clock,
  type ConnectorError,
  isConnectorError,
  type LogRecord,
  type Source,
} from '../../contract/index.ts';
import type { Findings } from '../cortex/create-cortex-api.ts';
import type { Connection } from '../open-connection.ts';

/** What asking for one record came to, the way a poll asks. */
export interface Reading {
  readonly record: LogRecord | undefined;
  readonly error: ConnectorError | undefined;
  readonly findings: Findings;
}

/** The longest a tenant that is busy is waited for, milliseconds: the test as a whole has little more. */
const longestWaitMs = 5000;
const usualWaitMs = 1000;

/**
 * Reads the newest record. An error of the API or of the way to it is a result. A tenant that is busy with others (429,
 * 503) is asked once more: that says nothing of the connection.
 */
export async function readOne(
  source: Pick<Source, 'sample'>,
  connection: Pick<Connection, 'findings'>,
  clock: Pick<Clock, 'sleep'>,
  signal: AbortSignal,
): Promise<Reading> {
  const first = await readNewest(source, connection, signal);
  const waitMs = first.error?.kind === 'throttled' ? (first.error.retryAfterMs ?? usualWaitMs) : Infinity;
  if (waitMs > longestWaitMs) return first;
  await clock.sleep(waitMs, signal);
  return readNewest(source, connection, signal);
}

async function readNewest(
  source: Pick<Source, 'sample'>,
  connection: Pick<Connection, 'findings'>,
  signal: AbortSignal,
): Promise<Reading> {
  try {
    const [record] = await source.sample(1, signal);
    return { record, error: undefined, findings: connection.findings() };
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    return { record: undefined, error, findings: connection.findings() };
  }
}
