import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../contract/index.ts';
import { entry } from './state-directory.ts';
import { isBusy, isDamage, stateFailure, unusableState } from './state-failure.ts';

/** The right to write a state directory; the kernel takes it back from a process that dies, however it dies. */
export interface DirectoryLock {
  release(): void;
}

/** A standby looks this often, so that it takes over well within a second. */
const standbyPollMs = 200;

export interface StandbyOptions {
  readonly clock: Clock;
  /** Called once, when another process holds the lock and the wait begins. */
  readonly onStandby: () => void;
}

/** Waits until nobody else holds the lock. Rejects with the signal's reason when it is aborted. */
export async function acquireDirectoryLock(
  path: string,
  { clock, onStandby }: StandbyOptions,
  signal: AbortSignal,
): Promise<DirectoryLock> {
  for (let attempt = 0; ; attempt++) {
    signal.throwIfAborted();
    const lock = tryDirectoryLock(path);
    if (lock) return lock;
    if (attempt === 0) onStandby();
    await clock.sleep(standbyPollMs, signal);
  }
}

/** Undefined when another process, or another holder in this one, has the lock. */
export function tryDirectoryLock(path: string): DirectoryLock | undefined {
  let database: DatabaseSync | undefined;
  try {
    createPrivately(path);
    database = new DatabaseSync(path, { timeout: 0 });
    // Nothing is ever written: without a journal file there is nothing to leave behind.
    database.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
    return held(database);
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    throw lockFailure(error, path);
  }
}

/** Whether some process holds the lock now. Changes nothing. */
export function isDirectoryHeld(path: string): boolean {
  if (!entry(path)) return false;
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(path, { readOnly: true, timeout: 0 });
    database.prepare('SELECT count(*) FROM sqlite_schema').get();
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw lockFailure(error, path);
  } finally {
    database?.close();
  }
}

function held(database: DatabaseSync): DirectoryLock {
  return {
    release() {
      if (database.isOpen) database.close();
    },
  };
}

/** SQLite would create it readable by others. An existing file is not opened here: closing it would drop its locks. */
function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function lockFailure(error: unknown, path: string): Error {
  const failure = stateFailure(error, path);
  if (!isDamage(failure)) return failure;
  return unusableState(path, 'is no lock file of this program', `Remove it, it holds nothing: rm ${path}`, error);
}
