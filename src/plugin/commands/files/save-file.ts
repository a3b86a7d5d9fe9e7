import { type CommandFile, type CommandFileWriter, ConnectorError } from '../../../contract/index.ts';
import type { ReadMeans } from '../command-definition.ts';
import { archiveEnd, type ArchiveEnd } from './archive-end.ts';

/** One retrieval is 500 MB at most (Cortex XDR, Retrieve files from an endpoint): what is far more has no end. */
const mostBytes = 2 * 1024 ** 3;
const toldEveryBytes = 32 * 1024 ** 2;

export interface FileToSave {
  readonly link: string;
  /** For people. */
  readonly what: string;
  /** By what it is: `zip`, `bin`. */
  readonly nameOf: (extension: string) => string;
}

/**
 * Writes what is behind a link to a file, piece by piece. Undefined: there is not a single byte.
 * @throws ConnectorError; nothing is left behind then.
 */
export async function saveFile(
  { link, what, nameOf }: FileToSave,
  { stream, output, tell }: Pick<ReadMeans, 'stream' | 'output' | 'tell'>,
  signal: AbortSignal,
): Promise<CommandFile | undefined> {
  const { body } = await stream.get(link, signal);
  let writer: CommandFileWriter | undefined;
  let end: ArchiveEnd | undefined;
  let bytes = 0;
  try {
    for await (const piece of withBeginning(body)) {
      if (!writer) {
        const extension = extensionOf(piece);
        end = extension === 'zip' ? archiveEnd() : undefined;
        writer = await output.create(nameOf(extension));
      }
      end?.add(piece);
      if (bytes + piece.length > mostBytes) throw endless(what);
      await writer.write(piece);
      const before = Math.floor(bytes / toldEveryBytes);
      bytes += piece.length;
      if (Math.floor(bytes / toldEveryBytes) > before) tell({ message: `${what}: ${mebibytes(bytes)} so far` });
    }
    if (end && !end.hasCome()) throw brokenOff(what);
    return await writer?.finish();
  } catch (error) {
    await writer?.discard();
    throw error;
  }
}

const beginningBytes = 4;

/** The first piece is long enough to tell what it is of. */
async function* withBeginning(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let beginning: Buffer | undefined = Buffer.alloc(0);
  for await (const piece of body) {
    const next: Buffer = beginning ? Buffer.concat([beginning, piece]) : piece;
    beginning = beginning && next.length < beginningBytes ? next : undefined;
    if (!beginning) yield next;
  }
  if (beginning && beginning.length > 0) yield beginning;
}

/** Retrieved files and results of scripts are archives; by its bytes, for no word of the server is taken for it. */
function extensionOf(beginning: Buffer): 'zip' | 'bin' {
  return archives.includes(beginning.toString('hex', 0, beginningBytes)) ? 'zip' : 'bin';
}

/** A ZIP archive begins with its first file, or, where it has none, with its end. */
const archives: readonly string[] = ['504b0304', '504b0506'];

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 1024 ** 2)} MiB`;
}

function brokenOff(what: string): ConnectorError {
  return new ConnectorError('unavailable', `${what}: the archive has no end, so it broke off`, { code: 'NET-102' });
}

function endless(what: string): ConnectorError {
  return new ConnectorError('protocol', `${what} is larger than ${mebibytes(mostBytes)}: it is not read on`, {
    code: 'FILE-812',
    remedy: 'Fetch it from the Action Center, and report it: such a file is not to be expected.',
  });
}
