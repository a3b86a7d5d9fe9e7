import { judgeReading, type Verdict } from './judge-reading.ts';
import { deliveredIn, type Look } from './look.ts';
import { forgetNote, writeNote } from './note.ts';
import { type Outcome, type Suspected, withTask } from './outcome.ts';
import { gaveUp } from './read-suspect.ts';
import { settle } from './settle.ts';

/** What follows from a window that was read to its end, or could not be: it agrees, or a note says how it differs. */
export function conclude(seen: Look, { task, suspect, reading }: Suspected, nowMs: number): Outcome {
  const checks = withTask(seen.checks, undefined);
  // The polls have yet to deliver some of it: counted again when they have.
  if (reading.left > 0) return { checks };
  const { fromMs, toMs, claimed } = suspect;
  const delivered = deliveredIn(seen, suspect);
  const verdict: Verdict = gaveUp(reading)
    ? { kind: 'mismatch', beyond: (claimed ?? delivered) - delivered }
    : judgeReading(suspect, reading, delivered);
  const settled = settle(checks, { dueMs: task.dueMs, agreed: { fromMs, toMs } }, seen);
  const before = seen.notes.filter((note) => note.fromMs >= fromMs && note.toMs <= toMs).map(forgetNote);
  const changes = [...settled.changes, ...before];
  if (verdict === 'agrees') return { checks: settled.checks, changes };
  const figures = { delivered, reported: claimed ?? delivered, checkedMs: nowMs };
  const note = writeNote({ epoch: seen.ledger.epoch, fromMs, toMs, ...verdict, ...figures });
  return { checks: settled.checks, changes: [...changes, note] };
}
