import { marksMs, type Suspect, type Task } from './check.ts';
import { judgeReading, type Verdict } from './judge-reading.ts';
import { deliveredIn, type Look } from './look.ts';
import { allMarks, forgetNote, marksPassed, type Note, writeNote } from './note.ts';
import { type Outcome, type Suspected, withTask } from './outcome.ts';
import { gaveUp } from './read-suspect.ts';
import { settle } from './settle.ts';
import { windowAt } from './window.ts';

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
  const isWithin = (note: Note): boolean => note.fromMs >= fromMs && note.toMs <= toMs;
  const marks = marksOf(seen, task, suspect);
  const figures = { delivered, reported: claimed ?? delivered, checkedMs: nowMs, marks };
  const note = verdict === 'agrees' ? [] : [{ epoch: seen.ledger.epoch, fromMs, toMs, ...verdict, ...figures }];
  const notes = [...seen.notes.filter((one) => !isWithin(one)), ...note];
  const settled = settle(checks, { dueMs: task.dueMs, agreed: { fromMs, toMs } }, { ...seen, notes });
  const replaced = seen.notes.filter(isWithin).map(forgetNote);
  return { checks: settled.checks, changes: [...replaced, ...settled.changes, ...note.map(writeNote)] };
}

/** A span of many windows is not read again after the last mark: what was delivered from it is not kept for so long. */
function marksOf({ ledger }: Look, { begunMs }: Task, suspect: Suspect): number {
  const marks = marksPassed(suspect, begunMs);
  const isOne = windowAt(ledger, suspect.fromMs).toMs >= suspect.toMs;
  return isOne || marks < marksMs.length ? marks : allMarks;
}
