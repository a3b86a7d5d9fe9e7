import { join, resolve } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { Clock, Logger } from '../../contract/index.ts';
import { acquireDirectoryLock, type DirectoryLock } from '../state/directory-lock.ts';
import { checkPrivateFile, entry, prepareStateDirectory, sidecars, statePaths } from '../state/state-directory.ts';
import { isDamage, stateFailure, unusableState } from '../state/state-failure.ts';
import { type CallTable, callTable } from './call-table.ts';
import type { CommandJournal } from './command-journal.ts';
import { createJournalDatabase, openJournalDatabase } from './journal-database.ts';
import { lossesFor, lossTold } from './journal-losses.ts';
import { patiently } from './patiently.ts';
import { putJournalAside } from './put-journal-aside.ts';

/** How long another process may take to make the journal, or to put a damaged one aside. */
const makingMs = 5000;

export interface JournalTools {
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The journal of a state directory: a file of its own, since the command line writes it while a run holds the directory.
 * It is opened for each piece of work, and made by the first call; to look at it makes nothing.
 */
export function sqliteCommandJournal(directory: string, tools: JournalTools): CommandJournal {
  const path = join(resolve(directory), 'commands.sqlite');
  const now = () => tools.clock.now();

  async function write(work: (table: CallTable, database: DatabaseSync) => void): Promise<void> {
    await mended(path, tools, async () => {
      prepareStateDirectory(statePaths(directory));
      if (!entry(path)) await alone(path, tools, () => void (entry(path) ?? createJournalDatabase(path)));
      withTable(path, (table, database) => inTransaction(database, () => work(table, database)));
    });
  }

  async function look<T>(work: (table: CallTable, database: DatabaseSync) => readonly T[]): Promise<readonly T[]> {
    return mended(path, tools, async () => (entry(path) ? withTable(path, work) : []));
  }

  return {
    begin: async (start) => write((table) => table.begin(start, now())),
    hold: async (id) => write((table) => table.hold(id, now())),
    finish: async (start, end) => write((table) => table.finish(start, end, now())),
    release: async (id) => write((table) => table.release(id)),
    settled: async (records) => write((table) => table.settled(records)),
    due: async (connector, limit) => look((table) => table.due(connector, limit, now())),
    async adopt(connector, adoption) {
      // Mostly there is nothing to be done: nothing is written then.
      const [calls = 0] = await look((table) => [table.adoptable(adoption, now())]);
      if (calls > 0) await write((table) => table.adopt(connector, adoption, now()));
    },
    async standing() {
      const [found] = await look((table) => [table.standing(now())]);
      return found ?? { due: [], ended: [] };
    },
    losses: async (connector) => look((_, database) => lossesFor(database, connector, now())),
    async lossesTold(connector, ids) {
      if (ids.length > 0) await write((_, database) => ids.forEach((id) => lossTold(database, connector, id)));
    },
    history: async (connector, { beforeSequence = Number.MAX_SAFE_INTEGER, limit }) =>
      look((table) => table.history(connector, beforeSequence, limit, now())),
    async find(connector, id) {
      const [found] = await look((table) => table.find(connector, id, now()));
      return found;
    },
  };
}

function withTable<T>(path: string, work: (table: CallTable, database: DatabaseSync) => T): T {
  for (const end of ['', ...sidecars]) checkPrivateFile(path + end);
  const database = openJournalDatabase(path);
  try {
    return work(callTable(database), database);
  } finally {
    database.close();
  }
}

function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
}

/** Does a piece of work; where the journal turns out to be damaged, once more with one that is not. */
async function mended<T>(path: string, tools: JournalTools, work: () => Promise<T>): Promise<T> {
  try {
    return await patiently(work, tools.clock);
  } catch (error) {
    const failure = stateFailure(error, path);
    if (!isDamage(failure)) throw failure;
    tools.logger.warn({ message: failure.message }, 'commands: damaged journal');
  }
  try {
    await alone(path, tools, async () => {
      // Another process may have been faster.
      if (await patiently(() => isDamaged(path), tools.clock)) putJournalAside(path, tools);
    });
    return await patiently(work, tools.clock);
  } catch (error) {
    throw stateFailure(error, path);
  }
}

function isDamaged(path: string): boolean {
  try {
    withTable(path, (table) => table.check());
    return false;
  } catch (error) {
    if (isDamage(stateFailure(error, path))) return true;
    throw error;
  }
}

/** Only one process at a time makes the file or moves it; a lock of the kernel's, which dies with its process. */
async function alone(path: string, { clock }: JournalTools, work: () => void | Promise<void>): Promise<void> {
  const late = new AbortController();
  const waited = new AbortController();
  const bell = clock.sleep(makingMs, waited.signal).then(
    () => late.abort(unusableState(path, 'is being made by another process', 'Try again.')),
    () => undefined,
  );
  let lock: DirectoryLock | undefined;
  try {
    const lockPath = path.replace(/\.sqlite$/, '.lock');
    lock = await acquireDirectoryLock(lockPath, { clock, onStandby: () => undefined }, late.signal);
    await work();
  } finally {
    lock?.release();
    waited.abort();
    await bell;
  }
}
