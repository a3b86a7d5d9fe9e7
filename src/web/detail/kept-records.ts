import type { LiveRecord } from '../../api/operations.ts';

/** How many records stay on the page. */
export const keptRecords = 200;

/** Records with newer ones, the newest first, each once. */
export function withNewer(kept: readonly LiveRecord[], newer: readonly LiveRecord[]): readonly LiveRecord[] {
  const newest = kept[0]?.sequence ?? -1;
  const added = newer.filter(({ sequence }) => sequence > newest).toReversed();
  return added.length === 0 ? kept : [...added, ...kept].slice(0, keptRecords);
}

/** Whether a record holds a text anywhere, large letters or small. A substring only: no pattern can be slow. */
export function holds(record: LiveRecord, text: string): boolean {
  const wanted = text.trim().toLowerCase();
  return wanted === '' || JSON.stringify(record).toLowerCase().includes(wanted);
}
