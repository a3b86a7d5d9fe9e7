import type { DatabaseSync } from 'node:sqlite';
import { isDue, isHeld } from './call-conditions.ts';
import type { Adoption } from './command-journal.ts';

/** Of a connector that is there no longer, on the way of one that is. */
const isAdoptable =
  `(route = $route AND ${isDue} AND NOT ${isHeld} ` +
  'AND connector NOT IN (SELECT value FROM json_each($configured)))';

/** How many calls there are to be adopted. */
export function adoptable(database: DatabaseSync, adoption: Adoption, nowMs: number): number {
  const found = database
    .prepare(`SELECT count(*) AS calls FROM call WHERE ${isAdoptable}`)
    .get(valuesOf(adoption, nowMs));
  return Number(found?.['calls']);
}

export function adopt(database: DatabaseSync, connector: string, adoption: Adoption, nowMs: number): void {
  const values = { connector, ...valuesOf(adoption, nowMs) };
  database.prepare(`UPDATE call SET connector = $connector WHERE ${isAdoptable}`).run(values);
}

function valuesOf({ route, configured }: Adoption, nowMs: number) {
  return { route, configured: JSON.stringify(configured), now: nowMs };
}
