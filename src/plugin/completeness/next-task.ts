import { beginAsking } from './ask-count.ts';
import { type Checks, marksMs, type OfMarks, type Task } from './check.ts';
import type { Ledger } from './ledger.ts';
import { isOpen, marksPassed, type Note } from './note.ts';
import { boundaryBefore, type Window } from './window.ts';

/** Counts that the API gives end at 9,999 (Cortex XDR REST API): a question is to stay well below. */
const mostAsked = 5_000;
/** Windows are counted together, so that a check is worth its request: busy ones sooner than empty ones. */
const busyPatienceMs = 900_000;
const quietPatienceMs = 3_600_000;

/** What is known of a window, as far as choosing goes. */
export type Counted = Window & { readonly count: number };

/** A window that differed when it was last read, and has come to a later mark since. */
export function rereading(ledger: Ledger, notes: readonly Note[]): Task | undefined {
  const { serverMs = 0 } = ledger;
  const due = notes.find((note) => isOpen(note) && marksPassed(note, serverMs) > note.marks);
  if (!due) return undefined;
  const { fromMs, toMs } = due;
  return { ...taskOf(ledger, { fromMs, toMs }), again: true };
}

/**
 * The next span to count, if one is due. All marks together where one question can tell; else the latest mark first,
 * which frees what is remembered.
 */
export function nextTask(
  ledger: Ledger,
  { doneMs }: Pick<Checks, 'doneMs'>,
  counted: readonly Counted[],
): Task | undefined {
  const dueMs = dueOf(ledger);
  const isDue = (mark: 0 | 1 | 2): boolean => {
    const [fromMs, toMs] = [doneMs[mark], dueMs[mark]];
    const isBusy = counted.some((window) => window.count > 0 && window.fromMs >= fromMs && window.fromMs < toMs);
    return toMs - fromMs >= (isBusy ? busyPatienceMs : quietPatienceMs);
  };
  const due = ([2, 1, 0] as const).filter(isDue);
  const [mark] = due;
  if (mark === undefined) return undefined;
  const all = reach(ledger, { fromMs: doneMs[2], toMs: dueMs[0] }, counted);
  const span = all.toMs === dueMs[0] ? all : reach(ledger, { fromMs: doneMs[mark], toMs: dueMs[mark] }, counted);
  return taskOf(ledger, { fromMs: span.fromMs, toMs: span.toMs - 1 });
}

function taskOf(ledger: Ledger, span: Window): Task {
  return { ...span, dueMs: [...dueOf(ledger)], begunMs: ledger.serverMs ?? 0, asking: beginAsking(span) };
}

/** Up to where each mark has come by, a boundary between windows. */
function dueOf(ledger: Ledger): OfMarks {
  const { readToMs, serverMs = 0 } = ledger;
  const [soon, later, last] = marksMs.map((afterMs) => boundaryBefore(ledger, Math.min(readToMs, serverMs - afterMs)));
  return [soon ?? ledger.fromMs, later ?? ledger.fromMs, last ?? ledger.fromMs];
}

/** As much of a span as one question can tell, and at least one window. Its end is not included. */
function reach(ledger: Ledger, span: Window, counted: readonly Counted[]): Window {
  let sum = 0;
  for (const window of counted) {
    if (window.fromMs < span.fromMs || window.fromMs >= span.toMs) continue;
    sum += window.count;
    if (sum > mostAsked && window.fromMs > span.fromMs) {
      return { fromMs: span.fromMs, toMs: boundaryBefore(ledger, window.fromMs) };
    }
  }
  return span;
}

/** The marks after a span was found in order. */
export function advanced(doneMs: OfMarks, dueMs: OfMarks, span: Window): [number, number, number] {
  const upTo = (mark: 0 | 1 | 2): number =>
    span.fromMs <= doneMs[mark] ? Math.max(doneMs[mark], Math.min(dueMs[mark], span.toMs + 1)) : doneMs[mark];
  return [upTo(0), upTo(1), upTo(2)];
}
