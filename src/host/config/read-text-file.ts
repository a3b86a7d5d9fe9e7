import { open } from 'node:fs/promises';

/** Nothing that is configured is larger. Bytes. */
const maxBytes = 1024 * 1024;

export type TextFile =
  | { readonly ok: true; readonly text: string; readonly openToOthers: boolean }
  | { readonly ok: false; readonly message: string };

/** The text of a small file, without a byte order mark; or why it cannot be had, in words that go on after its path. */
export async function readTextFile(path: string): Promise<TextFile> {
  try {
    await using file = await open(path, 'r');
    const stats = await file.stat();
    if (stats.isDirectory()) return { ok: false, message: 'is a directory' };
    const bytes = Buffer.alloc(maxBytes + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < bytes.length; length += read) {
      read = (await file.read(bytes, length, bytes.length - length, null)).bytesRead;
    }
    if (length > maxBytes) return { ok: false, message: 'is larger than 1 MiB' };
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, length));
    return { ok: true, text, openToOthers: (stats.mode & 0o077) !== 0 && process.platform !== 'win32' };
  } catch (error) {
    return { ok: false, message: reason(error) };
  }
}

function reason(error: unknown): string {
  const { code } = error as { code?: unknown };
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'may not be read by this user';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'is not UTF-8 text';
  return `cannot be read: ${String(code)}`;
}
