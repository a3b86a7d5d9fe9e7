import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ConnectorError } from '../../contract/index.ts';
import { syncDirectory } from '../state/atomic-file.ts';
import { entry, sidecars } from '../state/state-directory.ts';
import { damagedState, unusableState } from '../state/state-failure.ts';
import { migrations } from './journal-migrations.ts';

/** Marks the file as ours; `cxcm` in ASCII. */
const applicationId = 0x6378636d;
/** How long a statement waits for another process, milliseconds: meanwhile nothing else happens in this one. */
const busyTimeoutMs = 20;

/**
 * Makes an empty journal, under another name first: under its own it is never half made. The caller sees to it that no
 * other process does the same.
 */
export function createJournalDatabase(path: string): void {
  const fresh = `${path}.new`;
  for (const end of ['', ...sidecars]) rmSync(fresh + end, { force: true });
  closeSync(openSync(fresh, 'wx', 0o600));
  const database = new DatabaseSync(fresh);
  try {
    database.exec(`PRAGMA synchronous = FULL; PRAGMA application_id = ${applicationId}; PRAGMA journal_mode = WAL`);
    migrate(database);
  } finally {
    database.close();
  }
  renameSync(fresh, path);
  syncDirectory(dirname(path));
}

/** Opens one that is there, for one piece of work. @throws ConnectorError `state`, or SQLite's error. */
export function openJournalDatabase(path: string): DatabaseSync {
  // Before SQLite sees it: beside an empty file it would delete the log.
  if (entry(path)?.size === 0) throw damagedState(path, 'is empty');
  const database = new DatabaseSync(path, { timeout: busyTimeoutMs });
  try {
    database.exec('PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA synchronous = FULL');
    database.exec('PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON; PRAGMA secure_delete = ON');
    checkHeader(database, path);
    checkMode(database, path);
    migrate(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function checkHeader(database: DatabaseSync, path: string): void {
  const id = database.prepare('PRAGMA application_id').get()?.['application_id'];
  if (id !== applicationId) throw damagedState(path, 'is no journal of this program');
  const version = versionOf(database);
  if (version > migrations.length) throw newerJournal(path, version);
  if (version < 1) throw damagedState(path, 'is damaged: it has no version');
}

function checkMode(database: DatabaseSync, path: string): void {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode === 'wal') return;
  const remedy = 'Put the state directory on a local disk: network file systems cannot hold it.';
  throw unusableState(path, `cannot be kept in WAL mode (${String(mode)})`, remedy);
}

/** A crash leaves the version it had; another process that does the same waits, and finds it done. */
function migrate(database: DatabaseSync): void {
  while (versionOf(database) < migrations.length) {
    database.exec('BEGIN IMMEDIATE');
    const version = versionOf(database);
    const migration = migrations[version];
    if (migration !== undefined) database.exec(`${migration} PRAGMA user_version = ${version + 1}`);
    database.exec('COMMIT');
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version']);
}

function newerJournal(path: string, version: number): ConnectorError {
  const known = migrations.length;
  return new ConnectorError('state', `${path} is of version ${version}, newer than this program knows (${known})`, {
    code: 'CMD-904',
    remedy: 'Run the newer version of this program again, or name another state directory.',
  });
}
