import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { CommandFile, CommandFileWriter, CommandProgress } from '../../../contract/index.ts';
import { ConnectorError } from '../../../contract/index.ts';
import { openRowStream, type RowStream } from '../../xql/open-row-stream.ts';
import { parseRow } from '../../xql/parse-row.ts';
import { mostRows } from '../../xql/most-rows.ts';
import { rowLines } from '../../xql/row-lines.ts';
import type { ReadMeans } from '../command-definition.ts';
import { fileName } from '../files/file-name.ts';

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
  const { streamId, expectedRows } = wanted;
  const { body } = await openRowStream(stream, wanted, signal);
  const chunks = body[Symbol.asyncIterator]();
  let writer: CommandFileWriter | undefined;
  let rows = 0;

  async function* written(first: Buffer, file: CommandFileWriter): AsyncGenerator<Buffer> {
    let bytes = 0;
    for (let chunk: Buffer | undefined = first; chunk; chunk = await nextOf(chunks)) {
      signal.throwIfAborted();
      await file.write(chunk);
      const before = bytes;
      bytes += chunk.length;
      if (Math.floor(bytes / stepBytes) > Math.floor(before / stepBytes)) tell(progress(rows, bytes, expectedRows));
      yield chunk;
    }
  }

  try {
    const first = await beginningOf(chunks);
    const isGzip = first[0] === 0x1f && first[1] === 0x8b;
    writer = await output.create(fileName('xql', [streamId], isGzip ? 'ndjson.gz' : 'ndjson'));
    const pieces = written(first, writer);
    let last: Buffer | undefined;
    for await (const line of rowLines(isGzip ? unpacked(pieces) : pieces)) {
      // All ends of lines are there but perhaps the last one: what is broken off is the last row, an error the only one.
      if (rows === 0) parseRow(line);
      rows += 1;
      if (rows > mostRows) throw endless();
      last = line;
    }
    if (last) parseRow(last);
    // There is no stream of a query that has found nothing.
    if (rows < (expectedRows ?? 1)) throw incomplete(rows, expectedRows);
    return { file: await writer.finish(), rows };
  } catch (error) {
    await writer?.discard();
    await chunks.return?.();
    throw error;
  }
}

/** So much of a body that it shows what it is: two bytes, where there are two. */
async function beginningOf(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let begun: Buffer = Buffer.alloc(0);
  while (begun.length < 2) {
    const next = await nextOf(chunks);
    if (!next) break;
    begun = Buffer.concat([begun, next]);
  }
  return begun;
}

async function nextOf(chunks: AsyncIterator<Buffer>): Promise<Buffer | undefined> {
  const next = await chunks.next();
  return next.done === true ? undefined : next.value;
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

function endless(): ConnectorError {
  return new ConnectorError('protocol', 'the stream brings more rows than a result can have, and is not read on', {
    code: 'FILE-812',
    remedy: 'Report it: such a stream is not to be expected.',
  });
}

function brokenGzip(): ConnectorError {
  return new ConnectorError('unavailable', 'the stream of rows is not a whole gzip file', {
    code: 'NET-102',
    remedy: 'Try again: the rows of a query are kept for a while.',
  });
}

function incomplete(rows: number, expected: number | undefined): ConnectorError {
  return new ConnectorError(
    'unavailable',
    `the stream brought ${rows} rows${expected === undefined ? '' : ` of ${expected}`}`,
    {
      code: 'NET-102',
      remedy: 'Try again: the rows of a query are kept for a while.',
    },
  );
}

function progress(rows: number, bytes: number, expected: number | undefined): CommandProgress {
  const of = expected === undefined ? '' : ` of ${expected.toLocaleString('en')}`;
  const message = `${rows.toLocaleString('en')}${of} rows, ${(bytes / 1024 / 1024).toFixed(0)} MiB`;
  return { message, done: rows, ...(expected !== undefined && { total: expected }) };
}
