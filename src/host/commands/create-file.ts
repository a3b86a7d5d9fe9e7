import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, lstat, open, rm } from 'node:fs/promises';
import { type CommandFileWriter, ConnectorError, type Random } from '../../contract/index.ts';
import { placeFile } from './place-file.ts';

/**
 * Begins a file for this user alone. It stands under its name only once it is whole and on the disk, and never in place of
 * another one. @throws ConnectorError `state`: FILE-801, DISK-702.
 */
export async function createFile(
  path: string,
  name: string,
  random: Pick<Random, 'token'>,
): Promise<CommandFileWriter> {
  // Beside the file, so that it can be linked; a name that nobody can have put something under.
  const partial = `${path}.${random.token(8)}.partial`;
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;
  const file = await usable(path, async () => {
    // Told before it is fetched; what counts is the link at the end.
    await refuseTaken(path);
    return open(partial, flags, 0o600);
  });
  return writer({ file, partial, path, name });
}

/** @throws ConnectorError `state`, FILE-801, where something is under this path. */
export async function refuseTaken(path: string): Promise<void> {
  if (await isThere(path)) throw alreadyThere(path);
}

interface Begun {
  readonly file: FileHandle;
  readonly partial: string;
  readonly path: string;
  readonly name: string;
}

function writer({ file, partial, path, name }: Begun): CommandFileWriter {
  const hash = createHash('sha256');
  let bytes = 0;

  async function discard(): Promise<void> {
    await file.close().catch(() => undefined);
    await rm(partial, { force: true }).catch(() => undefined);
  }
  /** A file that cannot be written leaves nothing behind. */
  const step = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await usable(path, work);
    } catch (error) {
      await discard();
      throw error;
    }
  };
  return {
    write: async (chunk) =>
      step(async () => {
        // A nearly full disk takes part of the bytes without an error.
        for (let at = 0; at < chunk.length;) at += (await file.write(chunk, at)).bytesWritten;
        hash.update(chunk);
        bytes += chunk.length;
      }),
    finish: async () =>
      step(async () => {
        await file.sync();
        await file.close();
        await placeFile(partial, path);
        return { name, path, bytes, sha256: hash.digest('hex') };
      }),
    discard,
  };
}

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    // Whatever else is the matter with it is told by opening it.
    () => false,
  );
}

/** Does something about the file at a path; what the file system says becomes an error of ours. */
export async function usable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw unusable(path, error);
  }
}

const remedies: Readonly<Record<string, string>> = {
  ENOSPC: 'Free space on its disk, or choose another directory.',
  EDQUOT: 'Raise the disk quota, or choose another directory.',
  EACCES: 'Choose a directory that this user may write.',
  EPERM: 'Choose a directory that this user may write.',
  EROFS: 'Choose a directory on a disk that can be written.',
  ENOENT: 'Make its directory first.',
  ENOTDIR: 'Correct the path: a part of it is no directory.',
};

function unusable(path: string, cause: unknown): unknown {
  if (!(cause instanceof Error) || !('syscall' in cause) || !('code' in cause)) return cause;
  const code = String(cause.code);
  if (code === 'EEXIST') return alreadyThere(path, cause);
  const remedy = remedies[code] ?? 'Check the disk of the file.';
  return new ConnectorError('state', `${path} cannot be written (${code})`, { code: 'DISK-702', remedy, cause });
}

function alreadyThere(path: string, cause?: unknown): ConnectorError {
  const remedy = 'Move it, or choose another directory.';
  return new ConnectorError('state', `${path} is there already`, { code: 'FILE-801', remedy, cause });
}
