import { accessSync, constants, statfsSync } from 'node:fs';
import { ConnectorError, isConnectorError } from '../../contract/index.ts';

/** Result codes of SQLite (primary: the low byte) that speak of the disk or of rights. https://sqlite.org/rescode.html */
const diskCodes = new Set([3, 8, 10, 13, 14, 22, 23]);
const readOnlyCode = 8;
const shortReadCode = 522;
const busyCodes = new Set([5, 6, 15]);

/** Stored state that cannot be trusted. `what` goes on after the path: "is missing", "is damaged: …". */
export function damagedState(path: string, what: string, cause?: unknown): ConnectorError {
  return new ConnectorError('state', `${path} ${what}`, { code: 'CKPT-701', remedy: wayOut, cause });
}

/** Stored state that a later version of this program wrote. */
export function newerState(path: string, version: number, known: number): ConnectorError {
  return new ConnectorError('state', `${path} is of version ${version}, newer than this program knows (${known})`, {
    code: 'CKPT-701',
    remedy: 'Run the newer version of this program again, or name another state directory.',
  });
}

/** By its code: the one failure that an operator may answer by giving the store up. */
export function isDamage(error: unknown): boolean {
  return isConnectorError(error) && error.code === 'CKPT-701';
}

const wayOut =
  'Stop the collector and restore the whole state directory from a backup, or choose where each connector goes on: ' +
  '`checkpoint reset --connector ID` reads again from its backfill_start_time, `checkpoint set` from a time.';

/** A checkpoint of one connector that is lost or damaged. */
export function damagedCheckpoint(path: string, id: string, what: string, cause?: unknown): ConnectorError {
  return new ConnectorError('state', `The checkpoint of connector ${id} in ${path} ${what}`, {
    code: 'CKPT-701',
    remedy:
      'Stop the collector and restore the whole state directory from a backup, or choose where it goes on: ' +
      `\`checkpoint reset --connector ${id}\` reads again from its backfill_start_time, \`checkpoint set\` from a time.`,
    cause,
  });
}

/** An entry of what a connector keeps beside its checkpoint: to move the checkpoint would leave it as it is. */
export function damagedStorage(path: string, id: string, what: string): ConnectorError {
  return new ConnectorError('state', `What connector ${id} keeps in ${path} is damaged: ${what}`, {
    code: 'CKPT-701',
    remedy:
      'Stop the collector and restore the whole state directory from a backup, or let it forget what it keeps: ' +
      `\`checkpoint reset --connector ${id}\` reads again from its backfill_start_time, ` +
      '`checkpoint set` after that from a time instead.',
  });
}

/** State that cannot be written or read where it lies. */
export function unusableState(path: string, what: string, remedy: string, cause?: unknown): ConnectorError {
  return new ConnectorError('state', `${path} ${what}`, { code: 'DISK-702', remedy, cause });
}

/** Another process owns the directory. */
export function heldState(directory: string): ConnectorError {
  return new ConnectorError('state', `State directory ${directory} is in use by another process`, {
    code: 'LEASE-703',
    remedy: 'Stop the other process first, or give this one a state directory of its own.',
  });
}

/** This process owned the directory until another one did: without its lock, nothing it knows may be saved any more. */
export function takenOverState(directory: string): ConnectorError {
  return new ConnectorError('state', `Another process has taken over the state directory ${directory}`, {
    code: 'LEASE-703',
    remedy:
      'Nothing is lost: that one goes on from what was saved. Start this one again and it stands by. If lock.db was ' +
      'removed, leave it alone; if the directory lies on a network share, use a local disk.',
  });
}

/** Whether SQLite says that another connection is in the way: the same may do well a moment later. */
export function isBusy(error: unknown): boolean {
  const { errcode } = error as { errcode?: unknown };
  return typeof errcode === 'number' && busyCodes.has(errcode & 0xff);
}

/** What an error of the file system or of SQLite on `path` means. An error of neither is a bug and stays itself. */
export function stateFailure(error: unknown, path: string): Error {
  if (isConnectorError(error)) return error;
  if (!(error instanceof Error)) return new Error('The state store threw what is no error', { cause: error });
  const { code, errcode } = error as { code?: unknown; errcode?: unknown };
  if (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number') return sqliteFailure(error, errcode, path);
  // An integer that no row of ours holds: the row is damaged.
  if (code === 'ERR_OUT_OF_RANGE') return damagedState(path, `is damaged: ${error.message}`, error);
  if (typeof code === 'string' && 'syscall' in error) return diskFailure(error, code, path);
  return error;
}

function sqliteFailure(error: Error, errcode: number, path: string): ConnectorError {
  const primary = errcode & 0xff;
  if (isBusy(error)) {
    return unusableState(path, 'is locked by another program', 'Close whatever else has the database open.', error);
  }
  // A file that was cut; and one flipped bit of the header makes SQLite take a file for read-only that is not.
  if (errcode === shortReadCode || (primary === readOnlyCode && isWritable(path)))
    return damagedState(path, `is damaged: ${error.message}`, error);
  if (diskCodes.has(primary)) return diskFailure(error, error.message, path);
  return damagedState(path, `is damaged: ${error.message}`, error);
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function diskFailure(error: Error, reason: string, path: string): ConnectorError {
  return unusableState(
    path,
    `cannot be used: ${reason}${freeSpace(path)}`,
    'Give the disk of the state directory free space and make it writable for this user; collecting then goes on by itself.',
    error,
  );
}

function freeSpace(path: string): string {
  try {
    const { bavail, bsize } = statfsSync(path);
    return `, ${Math.floor((bavail * bsize) / 1024 / 1024)} MiB free`;
  } catch {
    return '';
  }
}
