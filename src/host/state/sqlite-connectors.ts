import type { DatabaseSync } from 'node:sqlite';
import { checkpointSchema, maxCheckpointBytes, type Checkpoint } from '../../contract/index.ts';
import { decodeDetails, encodeDetails, type ConnectorState, type StateDetails } from './connector-state.ts';
import { digest } from './digest.ts';
import { damagedCheckpoint } from './state-failure.ts';

/** The table of connectors. Every row is checked against its own digest: a flipped bit or a swapped row is seen. */
export interface ConnectorTable {
  ids(): readonly string[];
  /** Ids of the rows that have a checkpoint. */
  held(): readonly string[];
  /** Undefined where there is no row. */
  read(id: string): ConnectorState | undefined;
  readDetails(id: string): StateDetails | undefined;
  /** Undefined where there is no checkpoint. Not checked against what it is the digest of. */
  checkpointDigest(id: string): string | undefined;
  writeDetails(id: string, details: StateDetails): void;
  write(id: string, details: StateDetails, checkpoint: EncodedCheckpoint | undefined): void;
  remove(id: string): void;
}

export interface EncodedCheckpoint {
  readonly text: string;
  readonly digest: string;
}

/** @throws ConnectorError `state`, CKPT-701, when it is larger than a checkpoint may be. */
export function encodeCheckpoint(id: string, checkpoint: Checkpoint, path: string): EncodedCheckpoint {
  const text = JSON.stringify(checkpoint);
  const bytes = Buffer.byteLength(text);
  if (bytes > maxCheckpointBytes) {
    throw damagedCheckpoint(path, id, `cannot be saved: it takes ${bytes} bytes of at most ${maxCheckpointBytes}`);
  }
  return { text, digest: digest('checkpoint', id, text) };
}

export function connectorTable(database: DatabaseSync, path: string): ConnectorTable {
  const selectIds = database.prepare('SELECT id FROM connector ORDER BY id');
  const selectHeld = database.prepare('SELECT id FROM connector WHERE checkpoint IS NOT NULL ORDER BY id');
  const selectCheckpoint = database.prepare('SELECT checkpoint, checkpoint_digest FROM connector WHERE id = ?');
  const selectDigest = database.prepare('SELECT checkpoint_digest FROM connector WHERE id = ?');
  const selectDetails = database.prepare('SELECT details, details_digest FROM connector WHERE id = ?');
  const upsertDetails = database.prepare(
    'INSERT INTO connector (id, details, details_digest) VALUES (?, ?, ?) ' +
      'ON CONFLICT (id) DO UPDATE SET details = excluded.details, details_digest = excluded.details_digest',
  );
  const upsert = database.prepare(
    'INSERT OR REPLACE INTO connector (id, details, details_digest, checkpoint, checkpoint_digest) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = database.prepare('DELETE FROM connector WHERE id = ?');

  const table: ConnectorTable = {
    ids: () => selectIds.all().map((row) => String(row['id'])),
    held: () => selectHeld.all().map((row) => String(row['id'])),
    read(id) {
      const details = table.readDetails(id);
      return details && { id, ...details, checkpoint: decodeCheckpoint(id, selectCheckpoint.get(id), path) };
    },
    readDetails: (id) => decodeRow(id, selectDetails.get(id), path),
    checkpointDigest(id) {
      const found = selectDigest.get(id)?.['checkpoint_digest'];
      return typeof found === 'string' ? found : undefined;
    },
    writeDetails(id, details) {
      const text = encodeDetails(details);
      upsertDetails.run(id, text, digest('details', id, text));
    },
    write(id, details, checkpoint) {
      const text = encodeDetails(details);
      upsert.run(id, text, digest('details', id, text), checkpoint?.text ?? null, checkpoint?.digest ?? null);
    },
    remove: (id) => void remove.run(id),
  };
  return table;
}

type Row = Readonly<Record<string, unknown>> | undefined;

function decodeRow(id: string, row: Row, path: string): StateDetails | undefined {
  if (!row) return undefined;
  const text = row['details'];
  if (typeof text !== 'string' || row['details_digest'] !== digest('details', id, text)) {
    throw damagedCheckpoint(path, id, 'cannot be trusted: the checksum of its row is wrong');
  }
  try {
    return decodeDetails(text);
  } catch (error) {
    throw damagedCheckpoint(path, id, 'cannot be used: its row is not understood', error);
  }
}

function decodeCheckpoint(id: string, row: Row, path: string): Checkpoint | undefined {
  const [text, sum] = [row?.['checkpoint'], row?.['checkpoint_digest']];
  if (text === null && sum === null) return undefined;
  if (typeof text !== 'string' || sum !== digest('checkpoint', id, text)) {
    throw damagedCheckpoint(path, id, 'is damaged: its checksum is wrong');
  }
  try {
    return checkpointSchema.parse(JSON.parse(text));
  } catch (error) {
    throw damagedCheckpoint(path, id, 'is damaged: it is no checkpoint', error);
  }
}
