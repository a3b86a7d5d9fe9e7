import { hash } from 'node:crypto';
import type { Insights, Storage } from '../../contract/index.ts';
import type { Privacy } from '../privacy/create-privacy.ts';
import type { KnownField } from '../sources/known-field.ts';
import type { RowWork } from '../sources/row-work.ts';
import { allFindings, findingsBeside, keepStanding, readStanding } from './drift-memory.ts';
import { knownItem } from './known-item.ts';
import { noteDifferences } from './note-differences.ts';
import { renewedStanding } from './renewed-standing.ts';
import { settleFindings } from './settle-findings.ts';

/**
 * Looks for what is not known about items: fields, types and words that no document names, and fields that were always
 * there and are gone. It changes no row, and nothing about an item can make it fail.
 * `at` is what the names of the fields begin with, of items that stand within others.
 */
export function watchDrift(fields: readonly KnownField[], privacy: Privacy, at = ''): RowWork {
  const known = { ...knownItem(fields), digest: hash('sha256', JSON.stringify(fields)).slice(0, 16) };
  return {
    name: 'drift',
    async work(rows, storage, { kind, nowMs }) {
      if (kind === 'look' || rows.length === 0) return { rows };
      const kept = await readStanding(storage, at);
      const { standing, changes } =
        kept?.known === known.digest ? { standing: kept, changes: [] } : await renewedStanding(storage, known, at);
      const noted = noteDifferences(rows, known, standing);
      const settled = await settleFindings(noted, { storage, standing, privacy, nowMs, at });
      const { findings, values } = settled;
      const { items, presence, nested } = noted;
      const stands = { ...standing, items, presence, nested, findings, values };
      const hasChanged = JSON.stringify(stands) !== JSON.stringify(kept);
      return {
        rows,
        storage: [...changes, ...settled.changes, ...(hasChanged ? [keepStanding(stands, at)] : [])],
        gauges: { drift: findings + (await findingsBeside(storage, at)) },
      };
    },
  };
}

/** What was found, oldest first. */
export async function driftFindings(storage: Storage): Promise<Insights['drift']> {
  return (await allFindings(storage)).map(([, finding]) => finding);
}
