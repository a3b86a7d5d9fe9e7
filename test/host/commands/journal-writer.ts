import { sqliteCommandJournal } from '../../../src/host/commands/sqlite-command-journal.ts';
import { systemClock } from '../../../src/host/system-tools.ts';
import { silentLogger } from '../../../src/testing/index.ts';

/** A process that writes calls into a journal: `node journal-writer.ts DIRECTORY NAME COUNT`. */
const [, , directory = '', name = '', count = '0'] = process.argv;
const journal = sqliteCommandJournal(directory, { clock: systemClock(), logger: silentLogger() });
const caller = { actor: name, via: 'program', host: 'here' } as const;
const what = { connector: 'soc', command: 'look', access: 'read', summary: 'Look', input: {} } as const;
const end = {
  error: null,
  outcome: 'Successful',
  failures: [],
  moreFailures: 0,
  keyFields: {},
  files: [],
  records: 0,
} as const;

for (let number = 0; number < Number(count); number += 1) {
  const id = `${name}-${number}`;
  const start = { ...caller, ...what, id, startedMs: Date.now() };
  await journal.begin(start);
  await journal.finish(start, { ...end, finishedMs: Date.now() });
  await journal.settled([{ id, phase: 'start' }]);
  await journal.release(id);
}
