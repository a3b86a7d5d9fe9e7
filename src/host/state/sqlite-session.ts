import type { DatabaseSync } from 'node:sqlite';
import type { Logger, Random } from '../../contract/index.ts';
import { connectorTable, type ConnectorTable } from './sqlite-connectors.ts';
import { createDatabase, openDatabase, verifyDatabase } from './sqlite-database.ts';
import { deadLetterTable, type DeadLetterTable } from './sqlite-dead-letters.ts';
import { readMeta, writeMeta } from './sqlite-meta.ts';
import { operatorTables, type OperatorTables } from './sqlite-operators.ts';
import { storageTable, type StorageTable } from './sqlite-storage.ts';
import { entry, type StatePaths } from './state-directory.ts';
import { damagedState, takenOverState } from './state-failure.ts';
import { readStoreMarker, writeStoreMarker, type StoreMarker } from './store-marker.ts';

/** A database that is open for writing and known to be whole, with its marker. Given up after any failure. */
export interface SqliteSession {
  readonly connectors: ConnectorTable;
  readonly deadLetters: DeadLetterTable;
  readonly operators: OperatorTables;
  readonly storage: StorageTable;
  marker(): StoreMarker;
  /** Makes the marker list these connectors; writes only what is new. */
  list(connectors: readonly string[]): void;
  /** Makes the marker forget a connector, before its checkpoint is taken away. */
  unlist(connector: string): void;
  /** Runs `work` in one transaction that is durable on return. */
  readonly transaction: <T>(work: () => T) => T;
  /** @throws when the file at the path is no longer the one that is open. */
  assertInPlace(): void;
  close(): void;
}

export interface SessionTools {
  readonly random: Random;
  readonly logger: Logger;
}

/** Opens what is there; where nothing ever was, makes a new store if asked to. The caller holds the directory's lock. */
export function openSqliteSession(paths: StatePaths, tools: SessionTools, create: boolean): SqliteSession {
  const marker = readStoreMarker(paths.marker);
  if (create && !marker && isUntouched(paths)) createDatabase(paths.database, tools.random.token(32));
  const store = verifyDatabase(paths.database, { store: marker?.store, thorough: true });
  const database = openDatabase(paths.database);
  try {
    const owner = tools.random.token(32);
    writeMeta(database, 'owner', owner);
    if (!marker) writeStoreMarker(paths.marker, { store, connectors: [] });
    const session = sessionOf(paths, { database, owner, marker: marker ?? { store, connectors: [] } });
    // A crash may have fallen between a row and its line in the marker.
    const held = session.connectors.held();
    session.list(held);
    if (!marker && held.length > 0) tools.logger.warn({ path: paths.marker, connectors: held }, rebuilt);
    return session;
  } catch (error) {
    database.close();
    throw error;
  }
}

const rebuilt = 'state: store.json was missing, rebuilt from the database';

/** Neither a database nor what one leaves behind: nothing was ever saved here. */
function isUntouched({ database }: StatePaths): boolean {
  if (entry(database)) return false;
  if (entry(`${database}-wal`)) throw damagedState(database, 'is missing, though its log state.db-wal is there');
  return true;
}

interface OpenStore {
  readonly database: DatabaseSync;
  readonly owner: string;
  readonly marker: StoreMarker;
}

function sessionOf(paths: StatePaths, { database, owner, marker: read }: OpenStore): SqliteSession {
  let marker = read;
  const save = (connectors: readonly string[]) => {
    writeStoreMarker(paths.marker, { ...marker, connectors });
    marker = { ...marker, connectors };
  };
  const opened = entry(paths.database);
  return {
    connectors: connectorTable(database, paths.database),
    deadLetters: deadLetterTable(database),
    operators: operatorTables(database),
    storage: storageTable(database, paths.database),
    marker: () => marker,
    list(connectors) {
      if (connectors.every((id) => marker.connectors.includes(id))) return;
      save([...marker.connectors, ...connectors]);
    },
    unlist(connector) {
      if (marker.connectors.includes(connector)) save(marker.connectors.filter((id) => id !== connector));
    },
    transaction: (work) =>
      inTransaction(database, () => {
        if (readMeta(database, 'owner') !== owner) throw takenOverState(paths.directory);
        return work();
      }),
    assertInPlace() {
      const found = entry(paths.database);
      if (found?.ino !== opened?.ino || found?.dev !== opened?.dev) {
        throw damagedState(paths.database, 'was removed or replaced while in use');
      }
    },
    close: () => database.close(),
  };
}

function inTransaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    rollBack(database);
    throw error;
  }
}

/** Says nothing of its own failure: SQLite rolls back by itself after the errors that make this one fail. */
function rollBack(database: DatabaseSync): void {
  try {
    if (database.isTransaction) database.exec('ROLLBACK');
  } catch {
    // The error that brought us here is the one to report.
  }
}
