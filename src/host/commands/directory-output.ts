import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CommandOutput, Random } from '../../contract/index.ts';
import { checkedFileName } from './checked-file-name.ts';
import { createFile, usable } from './create-file.ts';

/** Files of a command go into a directory, which is made where it is missing, for this user alone. */
export function directoryOutput(directory: string, random: Pick<Random, 'token'>): CommandOutput {
  return {
    create: async (given) => {
      const name = checkedFileName(given);
      await usable(directory, async () => makeDirectory(directory));
      return createFile(join(resolve(directory), name), name, random);
    },
  };
}

async function makeDirectory(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    // A file of that name is no file of ours that is there already.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw Object.assign(error as Error, { code: 'ENOTDIR' });
    throw error;
  }
}
