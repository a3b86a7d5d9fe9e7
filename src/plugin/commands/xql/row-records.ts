import type { JsonObject } from '../../sources/vendor-values.ts';
import type { LogRecord } from '../../../contract/index.ts';
import { rowRecord } from '../../xql/row-record.ts';
import type { ReadMeans } from '../command-definition.ts';
import { commandRecords } from '../command-records.ts';

/**
 * Rows of a query as records. Their uids are the same whichever command has brought them; a query that names few columns
 * finds many rows that are the same, and each is one of its own.
 */
export function rowRecords(
  queryId: string,
  rows: readonly JsonObject[],
  means: Pick<ReadMeans, 'config' | 'tools'>,
): readonly LogRecord[] {
  return commandRecords({ kind: rowRecord, command: `xql\n${queryId}`, repeats: 'apart' }, rows, means);
}
