import { renameSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Clock, Logger } from '../../contract/index.ts';
import { entry, sidecars } from '../state/state-directory.ts';
import type { JournalLoss } from './command-journal.ts';
import { carryOver } from './carry-over.ts';
import { digest } from '../state/digest.ts';
import { createJournalDatabase, openJournalDatabase } from './journal-database.ts';
import { noteLoss } from './journal-losses.ts';

/**
 * Gives a damaged journal a name with the time, and begins another with the calls of it that are as they were written.
 * The caller sees to it that no other process does the same.
 */
export function putJournalAside(
  path: string,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): void {
  const atMs = clock.now();
  const time = new Date(atMs).toISOString().replaceAll(/[:.]/g, '');
  const aside = `${path.replace(/\.sqlite$/, '')}.damaged-${time}.sqlite`;
  for (const end of ['', ...sidecars]) if (entry(path + end)) renameSync(path + end, aside + end);
  createJournalDatabase(path);
  const saved = salvaged(aside, path);
  note(path, { id: digest('journal loss', aside, String(atMs)), atMs, callsKept: saved });
  const remedy = 'Audit records that were still to be delivered are lost, if there were any; look at the file.';
  if (saved === 0) {
    logger.error({ path: aside, remedy }, 'commands: damaged journal put aside, nothing in it can be read');
  } else logger.warn({ path: aside, calls: saved, remedy }, 'commands: damaged journal put aside');
}

/** For the audit log: whoever relies on it is to know that it may have a gap. */
function note(path: string, loss: JournalLoss): void {
  const database = openJournalDatabase(path);
  try {
    noteLoss(database, loss);
  } finally {
    database.close();
  }
}

/** How many calls could be carried over; 0 where nothing can be read. */
function salvaged(aside: string, path: string): number {
  let from: DatabaseSync | undefined;
  const into = openJournalDatabase(path);
  try {
    if (entry(aside)?.size === 0) return 0;
    from = new DatabaseSync(aside, { readOnly: true });
    return carryOver(from, into);
  } catch {
    return 0;
  } finally {
    from?.close();
    into.close();
  }
}
