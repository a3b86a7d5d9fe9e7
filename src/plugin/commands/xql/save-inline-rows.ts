import { gzipSync } from 'node:zlib';
import type { CommandOutput } from '../../../contract/index.ts';
import type { JsonObject } from '../../sources/vendor-values.ts';
import { fileName } from '../files/file-name.ts';
import type { SavedRows } from './save-rows.ts';

export interface InlineRows {
  readonly queryId: string;
  readonly rows: readonly JsonObject[];
  readonly gzip: boolean;
}

/** Brings rows that came in an answer to the output, as the lines that a stream has. @throws ConnectorError `state` */
export async function saveInlineRows(
  { queryId, rows, gzip }: InlineRows,
  output: Pick<CommandOutput, 'create'>,
): Promise<SavedRows> {
  const lines = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  const writer = await output.create(fileName('xql', [queryId], gzip ? 'ndjson.gz' : 'ndjson'));
  try {
    await writer.write(gzip ? gzipSync(lines) : lines);
    return { file: await writer.finish(), rows: rows.length };
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
