import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** Nothing that is configured is larger. Bytes. */
const maxBytes = 1024 * 1024;
/** How long a pipe may take. Milliseconds. */
const pipeMs = 5000;
const pipeLookMs = 25;

export type TextFile =
  | { readonly ok: true; readonly text: string; readonly openToOthers: boolean }
  | { readonly ok: false; readonly message: string };

/** The text of a small file, without a byte order mark; or why it cannot be had, in words that go on after its path. */
export async function readTextFile(path: string): Promise<TextFile> {
  try {
    // A pipe or a terminal that nobody writes to would hold one of the few threads that all files and names are read by.
    await using file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = await file.stat();
    if (stats.isDirectory()) return { ok: false, message: 'is a directory' };
    const bytes = await bytesOf(file, stats.isFIFO());
    if (bytes === undefined) return { ok: false, message: 'has no end' };
    if (bytes.length > maxBytes) return { ok: false, message: 'is larger than 1 MiB' };
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { ok: true, text, openToOthers: (stats.mode & 0o077) !== 0 && process.platform !== 'win32' };
  } catch (error) {
    return { ok: false, message: reason(error) };
  }
}

/** At most a byte more than may be; undefined: nobody writes the rest of it. */
async function bytesOf(file: FileHandle, isPipe: boolean): Promise<Buffer | undefined> {
  const bytes = Buffer.alloc(maxBytes + 1);
  const endMs = performance.now() + pipeMs;
  for (let length = 0; length < bytes.length;) {
    const read = await readSome(file, bytes.subarray(length));
    // A pipe that nobody has opened for writing yet looks like one that has ended.
    const isOver = read === 0 && !(isPipe && length === 0);
    if (isOver) return bytes.subarray(0, length);
    length += read ?? 0;
    if (read) continue;
    if (performance.now() > endMs) return undefined;
    await delay(pipeLookMs);
  }
  return bytes;
}

/** How many bytes; undefined: none yet. */
async function readSome(file: FileHandle, into: Buffer): Promise<number | undefined> {
  try {
    return (await file.read(into, 0, into.length, null)).bytesRead;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EAGAIN') return undefined;
    throw error;
  }
}

function reason(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'is not UTF-8 text';
  return `cannot be read: ${String(code)}`;
}
