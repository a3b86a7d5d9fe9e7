import { basename, resolve } from 'node:path';
import { type CommandOutput, ConnectorError, type Random } from '../../contract/index.ts';
import { createFile } from './create-file.ts';

/** One file, under a path that a person has named. A command that brings another one fails with it. */
export function fileOutput(path: string, random: Pick<Random, 'token'>): CommandOutput {
  let begun = false;
  return {
    isNamed: true,
    create: async () => {
      if (begun) throw severalFiles(path);
      begun = true;
      return createFile(resolve(path), basename(path), random);
    },
  };
}

function severalFiles(path: string): ConnectorError {
  return new ConnectorError('state', `there is more than one file, and ${path} can be one of them only`, {
    code: 'FILE-802',
    remedy: 'Name a directory in place of a file.',
  });
}
