import { type ConnectorError, isConnectorError, type LogRecord, type Source } from '../../contract/index.ts';
import type { Findings } from '../cortex/create-cortex-api.ts';
import type { Connection } from '../open-connection.ts';

/** What asking for one record came to, the way a poll asks. */
export interface Reading {
  readonly record: LogRecord | undefined;
  readonly error: ConnectorError | undefined;
  readonly findings: Findings;
}

/** Reads the newest record. An error of the API or of the way to it is a result. */
export async function readOne(
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
