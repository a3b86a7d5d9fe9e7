import { type CommandFile, isConnectorError } from '../../../contract/index.ts';
import type { ReadMeans } from '../command-definition.ts';
import { withPatience } from '../patience.ts';
import { type FileToSave, saveFile } from './save-file.ts';

export interface FileToFetch extends Omit<FileToSave, 'link'> {
  /** Asks where it is; empty: there is none, or none yet. Asked again when a link has expired. */
  readonly linkOf: (signal: AbortSignal) => Promise<string>;
}

type Means = Pick<ReadMeans, 'stream' | 'output' | 'tell' | 'tools'>;

/** A signed link lives ten minutes (Cortex XDR REST API, Get Script Execution Result Files); stores say that it is over thus. */
const perhapsExpired: ReadonlySet<number | undefined> = new Set([400, 401, 403, 404, 410]);

/**
 * Fetches a file, again where it was cut or the way was not open, from a new link where the old one leads nowhere any
 * more. Undefined: there is none. @throws ConnectorError; nothing is left behind then.
 */
export async function fetchFile(
  file: FileToFetch,
  means: Means,
  signal: AbortSignal,
): Promise<CommandFile | undefined> {
  let link = await file.linkOf(signal);
  if (link === '') return undefined;

  return withPatience(
    async () => {
      try {
        return await saveFile({ ...file, link }, means, signal);
      } catch (error) {
        if (!isConnectorError(error) || !perhapsExpired.has(error.status)) throw error;
        link = await file.linkOf(signal);
        if (link === '') throw error;
        return saveFile({ ...file, link }, means, signal);
      }
    },
    means,
    signal,
  );
}
