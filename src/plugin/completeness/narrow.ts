import { beginAsking } from './ask-count.ts';
import type { Asking, OfMarks, Reading, Suspect, Task } from './check.ts';
import type { Ledger } from './ledger.ts';
import { type Window, windowAt } from './window.ts';

export interface Narrowed {
  /** A span found in order: everything in it was delivered, as far as counts tell. */
  readonly agreed?: Window;
  /** What to do next; absent: the check is over. */
  readonly task?: Task;
}

export interface Known {
  readonly ledger: Ledger;
  readonly doneMs: OfMarks;
  /** What the API should count in a span. */
  readonly expected: (span: Window) => number;
}

/**
 * Pure: what a count of the span that was asked for means. Halves the span until the first window that differs is found;
 * everything before it has agreed by then, so that each check moves on by a window at least.
 */
export function narrow(task: Task, asking: Asking, sum: number, known: Known): Narrowed {
  const span = { fromMs: asking.fromMs, toMs: asking.toMs };
  if (sum !== known.expected(span)) return { task: suspecting(task, { ...span, claimed: sum }, known) };
  const { suspect } = task;
  if (!suspect) return { agreed: span };
  const rest = { fromMs: asking.toMs + 1, toMs: suspect.toMs, claimed: (suspect.claimed ?? sum) - sum };
  // Between two questions the difference went away: what is left is asked for afresh.
  if (rest.claimed === known.expected(rest)) return { agreed: span };
  return { agreed: span, task: suspecting(task, rest, known) };
}

/** To be read, row by row, where the API does not tell how many there are; undefined: nothing of it is due at the last mark. */
export function readInstead({ asking: _asking, ...task }: Task, lastDoneMs: number): Task | undefined {
  const { suspect } = task;
  if (suspect) return { ...task, reading: unread };
  const span = { fromMs: Math.max(task.fromMs, lastDoneMs), toMs: Math.min(task.toMs, task.dueMs[2] - 1) };
  return span.fromMs > span.toMs ? undefined : { ...task, suspect: span, reading: unread };
}

function suspecting({ asking: _asking, ...task }: Task, suspect: Suspect, known: Known): Task {
  const middleMs = middleOf(suspect, known);
  if (middleMs === undefined) return { ...task, suspect, reading: unread };
  return { ...task, suspect, asking: beginAsking({ fromMs: suspect.fromMs, toMs: middleMs - 1 }) };
}

/** A boundary inside: where an earlier mark stands, for what it has counted agreed then; else about half way. */
function middleOf({ fromMs, toMs }: Window, { ledger, doneMs }: Known): number | undefined {
  const counted = doneMs.find((ms) => ms > fromMs && ms <= toMs);
  if (counted !== undefined) return counted;
  const halfMs = windowAt(ledger, Math.floor((fromMs + toMs) / 2)).fromMs;
  const middleMs = halfMs > fromMs ? halfMs : windowAt(ledger, fromMs).toMs + 1;
  return middleMs <= toMs ? middleMs : undefined;
}

const unread: Reading = {
  shown: 0,
  restricted: 0,
  twins: {},
  left: 0,
  edges: [],
  done: false,
  failures: 0,
};
