import { type CommandFailure, type CommandFile, isConnectorError } from '../../../contract/index.ts';
import { notDownloaded } from '../actions/action-failures.ts';
import type { ReadMeans } from '../command-definition.ts';
import { fetchFile } from './fetch-file.ts';
import type { FileLinks } from './file-links.ts';
import { fileName } from './file-name.ts';

export interface FilesToFetch {
  /** The command and the action, for the names of the files. */
  readonly command: string;
  readonly actionId: string;
  readonly endpointIds: readonly string[];
  readonly links: FileLinks;
  /** How an operator comes to those that were not fetched, without beginning anew. */
  readonly goOn: string;
}

export interface FetchedFiles {
  readonly files: readonly CommandFile[];
  /** Endpoints without a file. */
  readonly without: readonly string[];
  readonly failures: readonly CommandFailure[];
}

/**
 * Fetches the files of endpoints one after the other: what fails for one fails for that one. After an interruption the
 * rest has failed; what was fetched stays.
 */
export async function fetchEach(
  { command, actionId, endpointIds, links, goOn }: FilesToFetch,
  means: Pick<ReadMeans, 'stream' | 'output' | 'tell' | 'tools' | 'failure'>,
  signal: AbortSignal,
): Promise<FetchedFiles> {
  const files: CommandFile[] = [];
  const without: string[] = [];
  const failures: CommandFailure[] = [];
  const total = endpointIds.length;
  const fileOf = (id: string) => ({
    what: `files of ${id}`,
    linkOf: async (until: AbortSignal) => links.of(id, until),
    nameOf: (extension: string) => fileName(command, [actionId, id], extension),
  });
  for (const [done, input] of endpointIds.entries()) {
    try {
      signal.throwIfAborted();
      means.tell({ message: `${done} of ${total} downloaded`, done, total });
      const file = await fetchFile(fileOf(input), means, signal);
      if (file) files.push(file);
      else without.push(input);
    } catch (error) {
      if (signal.aborted) failures.push(means.failure(notDownloaded(), { input, remedy: goOn }));
      else if (isConnectorError(error)) failures.push(withMore(means.failure(error, { input }), goOn));
      else throw error;
    }
  }
  return { files, without, failures };
}

/** Who sees a failure runs the command again, and would have all of it done again. */
function withMore(failure: CommandFailure, goOn: string): CommandFailure {
  return { ...failure, remedy: `${failure.remedy} ${goOn}` };
}
