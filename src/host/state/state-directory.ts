import { lstatSync, type Stats } from 'node:fs';
import { join, resolve } from 'node:path';
import { makeDirectory } from '../make-directory.ts';
import { stateFailure, unusableState } from './state-failure.ts';

/** The files of a state directory. */
export interface StatePaths {
  readonly directory: string;
  readonly database: string;
  readonly marker: string;
  readonly lock: string;
}

export function statePaths(directory: string): StatePaths {
  const absolute = resolve(directory);
  return {
    directory: absolute,
    database: join(absolute, 'state.db'),
    marker: join(absolute, 'store.json'),
    lock: join(absolute, 'lock.db'),
  };
}

/** What SQLite puts beside a database file. */
export const sidecars = ['-wal', '-shm', '-journal'] as const;

/**
 * Creates the directory where it is missing, for this user only.
 * @throws ConnectorError `state`, DISK-702, when it or a file of the store is a link, another user's, or open to others.
 */
export function prepareStateDirectory(paths: StatePaths): void {
  try {
    makeDirectory(paths.directory);
  } catch (error) {
    throw stateFailure(error, paths.directory);
  }
  checkStateDirectory(paths);
}

/** As {@link prepareStateDirectory}, without creating anything. False when there is no such directory. */
export function checkStateDirectory(paths: StatePaths): boolean {
  const found = entry(paths.directory);
  if (!found) return false;
  if (!found.isDirectory()) throw notOurs(paths.directory, 'is not a directory itself but a link or a file');
  checkAccess(paths.directory, found, '700');
  const databases = [paths.database, paths.lock].flatMap((path) => [path, ...sidecars.map((end) => path + end)]);
  for (const path of [...databases, paths.marker]) checkPrivateFile(path);
  return true;
}

/** Undefined when there is nothing at the path. Does not follow links, and opens nothing: that would drop SQLite's locks. */
export function entry(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (error) {
    throw stateFailure(error, path);
  }
}

/** Nothing at the path is fine. @throws ConnectorError `state`, DISK-702, when it is a link, another user's, or open to others. */
export function checkPrivateFile(path: string): void {
  const found = entry(path);
  if (!found) return;
  if (!found.isFile()) throw notOurs(path, 'is a link or no regular file');
  if (found.nlink > 1) throw notOurs(path, 'has a second name (a hard link)');
  checkAccess(path, found, '600');
}

function checkAccess(path: string, found: Stats, mode: string): void {
  const user = process.geteuid?.();
  // Windows has neither owners nor modes in this sense.
  if (user === undefined) return;
  if (found.uid !== user) {
    const remedy = `Run as that user, or hand it over: chown ${user} ${path}`;
    throw unusableState(path, `belongs to another user (${found.uid})`, remedy);
  }
  if ((found.mode & 0o077) !== 0) {
    const open = (found.mode & 0o777).toString(8).padStart(4, '0');
    throw unusableState(path, `can be used by others (mode ${open})`, `Close it to them: chmod ${mode} ${path}`);
  }
}

function notOurs(path: string, what: string) {
  return unusableState(path, what, 'Remove it, or name another state directory.');
}
