import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { syncDirectory } from './atomic-file.ts';
import { migrate, applicationId, schemaVersion, versionOf } from './sqlite-schema.ts';
import { readMeta, writeMeta } from './sqlite-meta.ts';
import { entry, sidecars } from './state-directory.ts';
import { damagedState, newerState, unusableState } from './state-failure.ts';

/** How long a statement waits for a reader of another process, milliseconds. */
const busyTimeoutMs = 2000;

/**
 * Makes an empty store. It is built under another name, so that a database under its own name is never half made: one
 * of 0 bytes, which SQLite would take for a new one, is known to be damaged.
 */
export function createDatabase(path: string, store: string): void {
  const fresh = `${path}.new`;
  removeDatabase(fresh);
  closeSync(openSync(fresh, 'wx', 0o600));
  const database = new DatabaseSync(fresh);
  try {
    database.exec(`PRAGMA synchronous = FULL; PRAGMA application_id = ${applicationId}; PRAGMA journal_mode = WAL`);
    migrate(database);
    writeMeta(database, 'store', store);
  } finally {
    // Closing folds the log into the file and syncs it.
    database.close();
  }
  renameSync(fresh, path);
  syncDirectory(dirname(path));
}

/** Opens a store for writing that {@link verifyDatabase} has approved. */
export function openDatabase(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    configure(database, path);
    migrate(database);
    fold(database, path);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Opens a store that another process may be writing. */
export function openDatabaseToRead(path: string): DatabaseSync {
  const database = new DatabaseSync(path, { readOnly: true, timeout: busyTimeoutMs });
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON');
  return database;
}

export interface Verification {
  /** The id that `store.json` names; undefined when there is no such file. */
  readonly store: string | undefined;
  /** Also reads every page: at a start, not at every look. */
  readonly thorough: boolean;
}

/** Looks without writing. Returns the store's id. @throws ConnectorError `state`, or SQLite's error. */
export function verifyDatabase(path: string, { store, thorough }: Verification): string {
  const found = entry(path);
  if (!found) throw damagedState(path, 'is missing');
  // Before SQLite sees it: beside an empty file it would delete the log.
  if (found.size === 0) throw damagedState(path, 'is empty');
  const database = openDatabaseToRead(path);
  try {
    checkHeader(database, path);
    if (thorough) checkPages(database, path);
    return checkStore(database, path, store);
  } finally {
    database.close();
  }
}

function checkHeader(database: DatabaseSync, path: string): void {
  const id = database.prepare('PRAGMA application_id').get()?.['application_id'];
  if (id !== applicationId) throw damagedState(path, 'is no state database of this program');
  const version = versionOf(database);
  if (version > schemaVersion) throw newerState(path, version, schemaVersion);
  if (version < 1) throw damagedState(path, 'is damaged: it has no version');
}

function checkPages(database: DatabaseSync, path: string): void {
  const result = database.prepare('PRAGMA quick_check(1)').get()?.['quick_check'];
  if (result !== 'ok') throw damagedState(path, `is damaged: ${String(result).slice(0, 200)}`);
}

function checkStore(database: DatabaseSync, path: string, expected: string | undefined): string {
  const store = readMeta(database, 'store');
  if (store === undefined) throw damagedState(path, 'is damaged: it does not say which store it is');
  if (expected !== undefined && store !== expected) {
    throw damagedState(path, 'belongs to another state directory: store.json beside it names another store');
  }
  return store;
}

function configure(database: DatabaseSync, path: string): void {
  database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL');
  database.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA secure_delete = ON');
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal') {
    const remedy = 'Put the state directory on a local disk: network file systems cannot hold it.';
    throw unusableState(path, `cannot be kept in WAL mode (${String(mode)})`, remedy);
  }
}

/**
 * Writes what the log holds into the database file. After a failed sync the log may read well and yet not be on the
 * disk; what has gone through here is.
 */
function fold(database: DatabaseSync, path: string): void {
  const result = database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get();
  if (result?.['busy'] !== 0) {
    throw unusableState(path, 'is locked by another program', 'Close whatever else has the database open.');
  }
}

function removeDatabase(path: string): void {
  for (const end of ['', ...sidecars]) rmSync(path + end, { force: true });
}
