import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import type { CommandOutput, Random } from '../../contract/index.ts';
import { makeDirectory } from '../make-directory.ts';
import { checkedFileName } from './checked-file-name.ts';
import { createFile, usable } from './create-file.ts';

/**
 * Files of a command go into a directory, which is made where it is missing, for this user alone. One that is a symbolic
 * link is followed, as a person has named it, but once: all files of a call are in one place, and are told with that place.
 */
export function directoryOutput(directory: string, random: Pick<Random, 'token'>): CommandOutput {
  let place: Promise<string> | undefined;
  return {
    create: async (given) => {
      const name = checkedFileName(given);
      place ??= usable(directory, async () => placeOf(directory));
      return createFile(join(await place, name), name, random);
    },
  };
}

async function placeOf(directory: string): Promise<string> {
  try {
    makeDirectory(directory);
    return await realpath(directory);
  } catch (error) {
    // A file of that name is no file of ours that is there already.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw Object.assign(error as Error, { code: 'ENOTDIR' });
    throw error;
  }
}
