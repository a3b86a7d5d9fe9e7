import type { DatabaseSync } from 'node:sqlite';
import { contentOf, type Row } from './call-content.ts';

/** Takes over what can be read of a damaged journal, row by row, until one cannot be read at all. How many calls that is. */
export function carryOver(from: DatabaseSync, into: DatabaseSync): number {
  let carried = 0;
  const insert = into.prepare(`INSERT INTO call (${columns.join()}) VALUES (${columns.map(() => '?').join()})`);
  try {
    for (const row of from.prepare('SELECT * FROM call ORDER BY sequence').iterate()) {
      if (!isWhole(row)) continue;
      insert.run(...columns.map((name) => row[name] ?? missing[name] ?? null));
      carried += 1;
    }
  } catch {
    // What has been carried over is better than nothing.
  }
  return carried;
}

const columns = [
  'sequence',
  'id',
  'connector',
  'route',
  'started',
  'started_digest',
  'ended',
  'ended_digest',
  'held_until',
  'start_settled',
  'end_settled',
  'lost_settled',
] as const;

/** Of columns that a journal of an earlier version has not. */
const missing: Partial<Record<(typeof columns)[number], number>> = { lost_settled: 0 };

function isWhole(row: Row): boolean {
  try {
    contentOf(row);
    return true;
  } catch {
    return false;
  }
}
