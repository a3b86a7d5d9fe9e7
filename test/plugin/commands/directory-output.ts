import { hash } from 'node:crypto';
import { link, mkdtemp, open, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type CommandOutput, ConnectorError } from '../../../src/contract/index.ts';

export interface OutputDirectory extends CommandOutput {
  readonly path: string;
  /** Everything that lies there now. */
  names(): Promise<readonly string[]>;
}

/** A directory of its own for the files of commands. Ends with the test. */
export async function directoryOutput(): Promise<OutputDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'command-files-'));
  onTestFinished(async () => rm(path, { recursive: true }));
  let count = 0;

  return {
    path,
    names: async () => (await readdir(path)).toSorted(),
    async create(name) {
      if (!/^[\w-][\w.-]{0,127}$/.test(name)) throw new TypeError(`${name} is no name of a file`);
      const partial = join(path, `${(count += 1)}.partial`);
      const whole = join(path, name);
      const file = await open(partial, 'wx');
      let bytes = 0;
      const discard = async () => {
        await file.close().catch(() => {});
        await rm(partial, { force: true });
      };
      return {
        discard,
        async write(chunk) {
          bytes += chunk.length;
          await file.writeFile(chunk);
        },
        async finish() {
          await file.close();
          await link(partial, whole).catch(async () => {
            throw new ConnectorError('state', `${name} is there already`, { code: 'FILE-801' });
          });
          await rm(partial);
          return { name, path: whole, bytes, sha256: hash('sha256', await readFile(whole)) };
        },
      };
    },
  };
}
