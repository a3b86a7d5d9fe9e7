import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { CommandFile, CommandFileWriter } from '../../../contract/index.ts';
import { ConnectorError } from '../../../contract/index.ts';
import { openRowStream, type RowStream } from '../../xql/open-row-stream.ts';
import { parseRow } from '../../xql/parse-row.ts';
import { rowLines } from '../../xql/row-lines.ts';
import type { ReadMeans } from '../command-definition.ts';

/** Told of progress after so many bytes. */
const stepBytes = 4 * 1024 * 1024;

export interface SavedRows {
  readonly file: CommandFile;
  readonly rows: number;
}

/**
 * Brings the rows of a query to the output, piece by piece: as lines of JSON or, where a gzip file is asked for and comes,
 * as that. They are counted, and looked at, on the way: rows that break off leave no file behind.
 * @throws ConnectorError
 */
export async function saveRows(
  wanted: RowStream & { readonly expectedRows?: number | undefined },
  { stream, output, tell }: Pick<ReadMeans, 'stream' | 'output' | 'tell'>,
  signal: AbortSignal,
): Promise<SavedRows> {
  const { body } = await openRowStream(stream, wanted, signal);
  const chunks = body[Symbol.asyncIterator]();
  const first = await chunks.next();
  const head = first.done ? Buffer.alloc(0) : first.value;
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  const writer = await output.create(`xql-${ownName(wanted.streamId)}.ndjson${isGzip ? '.gz' : ''}`);
  let rows = 0;

  async function* written(): AsyncGenerator<Buffer> {
    let bytes = 0;
    for (let next = first; !next.done; next = await chunks.next()) {
      signal.throwIfAborted();
      await writer.write(next.value);
      const before = bytes;
      bytes += next.value.length;
      if (Math.floor(bytes / stepBytes) > Math.floor(before / stepBytes)) tell(progress(rows, bytes));
      yield next.value;
    }
  }

  try {
    let last: Buffer | undefined;
    for await (const line of rowLines(isGzip ? unpacked(written()) : written())) {
      // All ends of lines are there but perhaps the last one: what is broken off is the last row, an error the only one.
      if (rows === 0) parseRow(line);
      rows += 1;
      last = line;
    }
    if (last) parseRow(last);
    if (rows < (wanted.expectedRows ?? 0)) throw incomplete(rows, wanted.expectedRows);
    return { file: await writer.finish(), rows };
  } catch (error) {
    await given(writer, chunks);
    throw error;
  }
}

async function given(writer: CommandFileWriter, chunks: AsyncIterator<Buffer>): Promise<void> {
  await writer.discard();
  await chunks.return?.();
}

async function* unpacked(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const source = Readable.from(pieces);
  const gunzip = createGunzip();
  source.on('error', (error) => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip);
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith('Z_') === true ? brokenGzip() : error;
  } finally {
    source.destroy();
  }
}

function brokenGzip(): ConnectorError {
  return new ConnectorError('unavailable', 'the stream of rows is not a whole gzip file', {
    code: 'NET-102',
    remedy: 'Try again: the rows of a query are kept for a while.',
  });
}

function incomplete(rows: number, expected: number | undefined): ConnectorError {
  return new ConnectorError('unavailable', `the stream brought ${rows} rows of ${expected}`, {
    code: 'NET-102',
    remedy: 'Try again: the rows of a query are kept for a while.',
  });
}

/** A name of our own: what the server calls the stream is no path. */
function ownName(streamId: string): string {
  return streamId.replaceAll(/[^A-Za-z0-9-]+/g, '-').slice(0, 64) || 'rows';
}

function progress(rows: number, bytes: number) {
  return { message: `${rows.toLocaleString('en')} rows, ${(bytes / 1024 / 1024).toFixed(0)} MiB`, done: bytes };
}
