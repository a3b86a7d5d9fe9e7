import type { BodyStream } from '../../faults/body-stream.ts';
import { storedZip, type StoredZip } from './stored-zip.ts';

/** What a host gives when files are fetched from it: a ZIP. */
export interface FileOffer {
  /** The bytes of the download as they are, a ZIP or not. */
  readonly bytes?: Uint8Array;
  /** Makes a ZIP with one file of this many bytes, which are made while they are sent. */
  readonly sizeBytes?: number;
  /** Name in `content-disposition`: whatever a server may come up with. Default `ENDPOINT_ID.zip`. */
  readonly name?: string;
}

/** The work files come from. */
export type FileSource = 'file_retrieval' | 'run_snippet_code_script';

/** What the hosts of a tenant give. */
export interface HostFiles {
  /** Decides for one host; `undefined`: it has no files. */
  put(endpointId: string, source: FileSource, offer: FileOffer | undefined): void;
}

/** {@link HostFiles} as the endpoints see them. */
export interface HeldHostFiles extends HostFiles {
  /** What a host gives, asked for these paths; undefined when it has no files. */
  of(endpointId: string, source: FileSource, paths: readonly string[]): HostDownload | undefined;
}

export interface HostDownload {
  readonly name: string;
  readonly bytes: number;
  readonly content: BodyStream;
}

/** Makes them: until told otherwise each path that is fetched is a small file, and scripts leave none. */
export function createHostFiles(): HeldHostFiles {
  const decided = new Map<string, FileOffer | undefined>();
  const keyOf = (endpointId: string, source: FileSource) => `${source} ${endpointId}`;

  return {
    put: (endpointId, source, offer) => {
      decided.set(keyOf(endpointId, source), offer);
    },
    of: (endpointId, source, paths) => {
      const key = keyOf(endpointId, source);
      const offer = decided.has(key) ? decided.get(key) : source === 'file_retrieval' ? {} : undefined;
      return offer && { name: offer.name ?? `${endpointId}.zip`, ...bytesOf(offer, endpointId, paths) };
    },
  };
}

function bytesOf({ bytes, sizeBytes }: FileOffer, endpointId: string, paths: readonly string[]): StoredZip {
  if (bytes) return { bytes: bytes.length, content: () => [bytes] };
  if (sizeBytes !== undefined) {
    return storedZip([{ name: 'memory.dmp', bytes: sizeBytes, content: () => filler(sizeBytes) }]);
  }
  return storedZip(
    paths.map((path) => {
      const text = Buffer.from(`${path} of ${endpointId}\n`);
      // A name in the ZIP is no path of the client's: drive and separators stay, as the vendor's agents write them.
      return { name: path.replaceAll('\\', '/').replace(/^\/+/, ''), bytes: text.length, content: () => [text] };
    }),
  );
}

const piece = 256 * 1024;

function* filler(bytes: number): Generator<Uint8Array> {
  const block = Buffer.alloc(piece, 'cortex ');
  for (let left = bytes; left > 0; left -= piece) yield left < piece ? block.subarray(0, left) : block;
}
