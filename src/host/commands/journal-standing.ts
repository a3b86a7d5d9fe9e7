import type { DatabaseSync } from 'node:sqlite';
import type { CallEnd, CallStart } from './call.ts';
import { isDue, isHeld } from './call-conditions.ts';
import type { EndedCalls, JournalStanding } from './command-journal.ts';

export function standing(database: DatabaseSync, nowMs: number): JournalStanding {
  const due = database.prepare(
    'SELECT connector, sum((start_settled = 0) + (end_settled = 0 AND (ended IS NOT NULL OR lost_settled = 0))) AS records ' +
      `FROM call WHERE ${isDue} AND NOT ${isHeld} GROUP BY connector ORDER BY connector`,
  );
  const ended = database.prepare('SELECT * FROM tally ORDER BY connector, command, outcome');
  return {
    due: due
      .all({ now: nowMs })
      .map((row) => ({ connector: String(row['connector']), records: Number(row['records']) })),
    ended: ended.all().map((row) => ({
      connector: String(row['connector']),
      command: String(row['command']),
      outcome: String(row['outcome']) as EndedCalls['outcome'],
      calls: Number(row['calls']),
    })),
  };
}

/** Counts a call that has ended. */
export function countEnded(
  database: DatabaseSync,
  { connector, command }: CallStart,
  { outcome }: Pick<CallEnd, 'outcome'>,
): void {
  database
    .prepare(
      'INSERT INTO tally (connector, command, outcome, calls) VALUES ($connector, $command, $outcome, 1) ' +
        'ON CONFLICT DO UPDATE SET calls = calls + 1',
    )
    .run({ connector, command, outcome });
}
