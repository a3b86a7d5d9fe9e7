import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const newline = 0x0a;
/** So long a write of a few megabytes does not pause. */
const settleMs = 100;
/** How every line of ours begins. */
const ours = Buffer.from('{"resourceLogs":');

/**
 * Appends whole lines to a file, created with 0600, and returns their bytes once they are on the disk. All or nothing:
 * what a failed write left is taken back, and so is the torn line of a process that was killed while writing.
 * @throws the error of the file system.
 */
export async function appendLines(path: string, lines: readonly Uint8Array[]): Promise<number> {
  const file = await open(path, 'a+', 0o600);
  try {
    const { size, isFile } = await fileState(file);
    if (!isFile) return await writeAll(file, lines);
    const start = await endOfLines(file, size);
    try {
      const bytes = await writeAll(file, lines);
      await file.datasync();
      if (size === 0) await syncDirectory(path);
      return bytes;
    } catch (error) {
      await file.truncate(start).catch(() => undefined);
      throw error;
    }
  } finally {
    await file.close();
  }
}

async function fileState(file: FileHandle): Promise<{ size: number; isFile: boolean }> {
  const state = await file.stat();
  return { size: state.size, isFile: state.isFile() };
}

async function writeAll(file: FileHandle, lines: readonly Uint8Array[]): Promise<number> {
  const text = Buffer.concat(lines.flatMap((line) => [line, Buffer.of(newline)]));
  // In one call as far as the system takes it: what another process appends, such as a replay, then stands before or after.
  for (let written = 0; written < text.length;) written += (await file.write(text, written)).bytesWritten;
  return text.length;
}

/** A new file is on the disk only once its name is. */
async function syncDirectory(path: string): Promise<void> {
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

/** Where the file's last whole line ends. A torn line of ours is cut off; the last line of anybody else is ended. */
async function endOfLines(file: FileHandle, size: number): Promise<number> {
  if (size === 0) return 0;
  const end = await lastNewline(file, size);
  if (end === size) return size;
  const now = await settledSize(file);
  if (now !== size) return endOfLines(file, now);
  const head = await read(file, end, Math.min(ours.length, size - end));
  if (ours.subarray(0, head.length).equals(head)) {
    await file.truncate(end);
    return end;
  }
  await file.appendFile('\n');
  return size + 1;
}

/** The size a moment later: a line that another process is still writing is not torn. */
async function settledSize(file: FileHandle): Promise<number> {
  await setTimeout(settleMs);
  return (await file.stat()).size;
}

/** Offset after the last newline; 0 when there is none. */
async function lastNewline(file: FileHandle, size: number): Promise<number> {
  const step = 64 * 1024;
  for (let end = size; end > 0; end -= step) {
    const start = Math.max(0, end - step);
    const found = (await read(file, start, end - start)).lastIndexOf(newline);
    if (found !== -1) return start + found + 1;
  }
  return 0;
}

async function read(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
