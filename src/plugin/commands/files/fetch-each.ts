import { type CommandFailure, type CommandFile, isConnectorError } from '../../../contract/index.ts';
import { notDownloaded } from '../actions/action-failures.ts';
import type { ReadMeans } from '../command-definition.ts';
import { createHope } from '../create-hope.ts';
import { fetchFile } from './fetch-file.ts';
import { fileOf, type WantedFile } from './file-of.ts';

export interface FilesToFetch extends WantedFile {
  readonly endpointIds: readonly string[];
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
 * Fetches the files of endpoints one after the other: what fails for one fails for that one. After an interruption, and
 * after what every further one would meet, the rest has failed; what was fetched stays.
 */
export async function fetchEach(
  { endpointIds, goOn, ...wanted }: FilesToFetch,
  means: Pick<ReadMeans, 'stream' | 'output' | 'tell' | 'tools' | 'failure'>,
  signal: AbortSignal,
): Promise<FetchedFiles> {
  const files: CommandFile[] = [];
  const without: string[] = [];
  const failures: CommandFailure[] = [];
  const total = endpointIds.length;
  const hope = createHope({ scoped: true });
  for (const [done, input] of endpointIds.entries()) {
    try {
      signal.throwIfAborted();
      const lost = hope.lost();
      if (lost) throw lost;
      means.tell({ message: `${done} of ${total} downloaded`, done, total });
      const file = await fetchFile(fileOf(input, wanted), means, signal);
      if (file) files.push(file);
      else without.push(input);
      hope.met(undefined);
    } catch (error) {
      if (signal.aborted) {
        failures.push(means.failure(notDownloaded(), { input, remedy: goOn }));
        continue;
      }
      if (!isConnectorError(error)) throw error;
      failures.push(withMore(means.failure(error, { input }), goOn));
      hope.met(error);
    }
  }
  return { files, without, failures };
}

/** Who sees a failure runs the command again, and would have all of it done again. */
function withMore(failure: CommandFailure, goOn: string): CommandFailure {
  return { ...failure, remedy: `${failure.remedy} ${goOn}` };
}
