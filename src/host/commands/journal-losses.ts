import type { DatabaseSync } from 'node:sqlite';
import type { JournalLoss } from './command-journal.ts';

/** So long a loss is news to a connector, milliseconds: one that is added later is told of none before. */
const newsMs = 30 * 86_400_000;

export function noteLoss(database: DatabaseSync, { id, atMs, callsKept }: JournalLoss): void {
  database.prepare('INSERT INTO loss (id, at_ms, calls_kept) VALUES (?, ?, ?)').run(id, atMs, callsKept);
}

/** Those that the destination of a connector has not been told of. */
export function lossesFor(database: DatabaseSync, connector: string, nowMs: number): readonly JournalLoss[] {
  return database
    .prepare(
      'SELECT id, at_ms, calls_kept FROM loss WHERE at_ms > $since AND NOT EXISTS ' +
        '(SELECT 1 FROM loss_told WHERE loss = id AND connector = $connector) ORDER BY at_ms',
    )
    .all({ connector, since: nowMs - newsMs })
    .map((row) => ({ id: String(row['id']), atMs: Number(row['at_ms']), callsKept: Number(row['calls_kept']) }));
}

export function lossTold(database: DatabaseSync, connector: string, id: string): void {
  database.prepare('INSERT INTO loss_told (loss, connector) VALUES (?, ?) ON CONFLICT DO NOTHING').run(id, connector);
}
