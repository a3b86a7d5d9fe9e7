import type { FileToFetch } from './fetch-file.ts';
import type { FileLinks } from './file-links.ts';
import { fileName } from './file-name.ts';

export interface WantedFile {
  /** The command and the action, for its name. */
  readonly command: string;
  readonly actionId: string;
  readonly links: FileLinks;
}

/** The file of an endpoint, as it is fetched. */
export function fileOf(endpointId: string, { command, actionId, links }: WantedFile): FileToFetch {
  return {
    what: `files of ${endpointId}`,
    linkOf: async (signal) => links.of(endpointId, signal),
    nameOf: (extension) => fileName(command, [actionId, endpointId], extension),
  };
}
