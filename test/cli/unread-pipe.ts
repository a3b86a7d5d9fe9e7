import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A pipe that is full, and that nobody reads: the first byte that is written to it waits for ever. */
export function unreadPipe(): Disposable & { readonly fd: number } {
  const directory = mkdtempSync(join(tmpdir(), 'unread-'));
  const path = join(directory, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = openSync(path, constants.O_RDWR | constants.O_NONBLOCK);
  const fd = openSync(path, constants.O_WRONLY);
  for (const size of [4096, 1]) fill(reader, Buffer.alloc(size));
  return {
    fd,
    [Symbol.dispose]() {
      for (const each of [fd, reader]) closeSync(each);
      rmSync(directory, { recursive: true });
    },
  };
}

function fill(pipe: number, piece: Buffer): void {
  try {
    for (;;) writeSync(pipe, piece);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
  }
}
