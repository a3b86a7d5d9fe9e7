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
      await usable(directory, async () => mkdir(directory, { recursive: true, mode: 0o700 }));
      return createFile(join(resolve(directory), name), name, random);
    },
  };
}
