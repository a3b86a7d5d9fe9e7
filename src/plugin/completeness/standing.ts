import type { Gauges } from '../../contract/index.ts';
import type { Checks } from './check.ts';
import type { Ledger } from './ledger.ts';
import type { Note } from './note.ts';

/** How things stand, for a dashboard: up to when everything agrees, and in how many windows it does not. */
export function standing(
  ledger: Pick<Ledger, 'fromMs'>,
  { doneMs }: Pick<Checks, 'doneMs'>,
  notes: readonly Note[],
): Gauges {
  const differing = notes.filter(({ kind }) => kind === 'mismatch');
  const certifiedToMs = Math.min(doneMs[2], ...differing.map(({ fromMs }) => fromMs));
  return { mismatches: differing.length, ...(certifiedToMs > ledger.fromMs && { certifiedToMs }) };
}
