import type { Collection, Storage, StorageChange } from '../../contract/index.ts';
import { marksMs } from './check.ts';
import type { Ledger } from './ledger.ts';
import type { Window } from './window.ts';

/** Windows whose count differs from what was delivered, though all that the API shows was. */
const notes: Collection = { name: 'count-notes', most: 1_000 };

export interface Note extends Window {
  readonly epoch: number;
  /** What the API counts beyond what was delivered; may be negative. Taken into account when it is counted again. */
  readonly beyond: number;
  /** `explained`: records listed twice or withheld from the key, or fewer than it shows. */
  readonly kind: 'explained' | 'mismatch';
  readonly delivered: number;
  readonly reported: number;
  readonly checkedMs: number;
  /** How many marks had come by when it was read. */
  readonly marks: number;
}

/** A window that differs is read again at each later mark, and once more after a week. */
const rereadAfterMs = [...marksMs, 7 * 86_400_000];
/** Marks of a window that is not read again. */
export const allMarks = rereadAfterMs.length;

/** It will be read again, and what was delivered from it has to be known then. */
export function isOpen({ kind, marks }: Note): boolean {
  return kind === 'mismatch' && marks < allMarks;
}

export function marksPassed({ toMs }: Window, serverMs: number): number {
  return rereadAfterMs.filter((afterMs) => toMs + afterMs < serverMs).length;
}

/** Of any epoch, oldest first. */
export async function readNotes(storage: Storage): Promise<readonly Note[]> {
  return (await storage.first(notes, notes.most)).map(({ value }) => value as unknown as Note);
}

export function writeNote(note: Note): StorageChange {
  return { collection: notes, key: keyOf(note), entry: { rank: note.fromMs, value: { ...note } } };
}

export function forgetNote(note: Pick<Note, 'epoch' | 'fromMs'>): StorageChange {
  return { collection: notes, key: keyOf(note), entry: undefined };
}

function keyOf({ epoch, fromMs }: Pick<Note, 'epoch' | 'fromMs'>): string {
  return `${epoch}.${fromMs}`;
}

export function ofLedger(all: readonly Note[], { epoch }: Pick<Ledger, 'epoch'>): readonly Note[] {
  return all.filter((note) => note.epoch === epoch);
}
