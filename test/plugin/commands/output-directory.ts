import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommandOutput } from '../../../src/contract/index.ts';
import { directoryOutput } from '../../../src/host/commands/directory-output.ts';
import { seededRandom } from '../../../src/testing/index.ts';

export interface OutputDirectory extends CommandOutput {
  /** Everything that lies there now. */
  readonly names: () => Promise<readonly string[]>;
}

/** A directory of its own for the files of commands, written as the host writes. Ends with the test. */
export async function outputDirectory(): Promise<OutputDirectory> {
  const path = await mkdtemp(join(tmpdir(), 'command-files-'));
  onTestFinished(async () => rm(path, { recursive: true }));
  return { ...directoryOutput(path, seededRandom(1)), names: async () => (await readdir(path)).toSorted() };
}
