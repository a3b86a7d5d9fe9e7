import type { CommandOutput, Random } from '../../contract/index.ts';
import { refuseTaken } from '../../host/commands/create-file.ts';
import { directoryOutput } from '../../host/commands/directory-output.ts';
import { fileOutput } from '../../host/commands/file-output.ts';
import { streamOutput } from '../../host/commands/stream-output.ts';
import type { Terminal } from '../terminal.ts';

export interface OutputOptions {
  /** A file, or `-` for standard output. */
  readonly output?: string;
  /** Default: the current one. */
  readonly directory?: string;
}

/** Whether standard output is taken by what the command brings: the result then goes to standard error. */
export function takesStdout({ output }: OutputOptions): boolean {
  return output === '-';
}

/**
 * Where what a command brings goes: into a directory, unless something else was said. @throws ConnectorError `state` for a
 * file that is there: before anything is sent.
 */
export async function callOutput(
  { output, directory = '.' }: OutputOptions,
  { terminal, random }: { readonly terminal: Terminal; readonly random: Pick<Random, 'token'> },
  signal: AbortSignal,
): Promise<CommandOutput> {
  if (output === '-') return streamOutput(terminal.stdout, signal);
  if (output !== undefined) {
    await refuseTaken(output);
    return fileOutput(output, random);
  }
  return directoryOutput(directory, random);
}
