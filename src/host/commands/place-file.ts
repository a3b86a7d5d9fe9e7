import { constants } from 'node:fs';
import { link, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts a whole file under its name, in place of nothing, and sees to it that it stays there. @throws what the file system
 * says: `EEXIST` where something is under that name.
 */
export async function placeFile(partial: string, path: string, hardLink: typeof link = link): Promise<void> {
  try {
    // Unlike a rename this replaces nothing, and follows no link that lies there.
    await hardLink(partial, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // FAT, and some file systems of networks, have no hard links, and each says so in its own way.
    await renameToClaimed(partial, path);
  }
  // By now it may have gone by being renamed.
  await rm(partial, { force: true });
  await syncParent(path);
}

/** Takes the name first, with an empty file, which then is the only thing that the rename replaces. */
async function renameToClaimed(partial: string, path: string): Promise<void> {
  const claim = await open(
    path,
    constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW,
    0o600,
  );
  await claim.close();
  try {
    await rename(partial, path);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

/** So that the name outlasts a failure of power, where directories can be seen to. */
async function syncParent(path: string): Promise<void> {
  const directory = await open(dirname(path), 'r');
  try {
    await directory.sync();
  } catch (error) {
    if (!cannotSync.has((error as NodeJS.ErrnoException).code)) throw error;
  } finally {
    await directory.close();
  }
}

const cannotSync: ReadonlySet<string | undefined> = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EPERM']);
