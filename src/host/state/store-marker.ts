import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { writeFileAtomically } from './atomic-file.ts';
import { digest } from './digest.ts';
import { damagedState, newerState, stateFailure } from './state-failure.ts';

/**
 * What `store.json` says beside the database: which store this directory holds, and which connectors have a checkpoint
 * in it. So a database that was lost, emptied or swapped is told from a first start. A connector is added after its row,
 * and taken out before it: the list never claims less than it did when a commit was acknowledged.
 */
export interface StoreMarker {
  readonly store: string;
  readonly connectors: readonly string[];
}

const version = 1;
const versionSchema = z.looseObject({ version: z.int() });
const markerSchema = z.strictObject({
  version: z.literal(version),
  store: z.string().min(1),
  connectors: z.array(z.string()),
  sha256: z.string(),
});

/** Undefined when there is no such file. @throws ConnectorError `state`, CKPT-701, when it is not as we wrote it. */
export function readStoreMarker(path: string): StoreMarker | undefined {
  const text = read(path);
  if (text === undefined) return undefined;
  const { store, connectors, sha256 } = parse(path, text);
  if (sha256 !== markerDigest({ store, connectors })) throw damagedState(path, 'is damaged: its checksum is wrong');
  return { store, connectors };
}

export function writeStoreMarker(path: string, marker: StoreMarker): void {
  const connectors = [...new Set(marker.connectors)].toSorted();
  const { store } = marker;
  const text = JSON.stringify(
    { version, store, connectors, sha256: markerDigest({ store, connectors }) },
    undefined,
    2,
  );
  try {
    writeFileAtomically(path, `${text}\n`);
  } catch (error) {
    throw stateFailure(error, path);
  }
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw stateFailure(error, path);
  }
}

function parse(path: string, text: string): z.infer<typeof markerSchema> {
  try {
    const json: unknown = JSON.parse(text);
    const written = versionSchema.parse(json).version;
    if (written > version) throw newerState(path, written, version);
    return markerSchema.parse(json);
  } catch (error) {
    throw error instanceof SyntaxError || error instanceof z.ZodError
      ? damagedState(path, 'is damaged: it is no store description', error)
      : error;
  }
}

function markerDigest(marker: StoreMarker): string {
  return digest(String(version), marker.store, ...marker.connectors);
}
