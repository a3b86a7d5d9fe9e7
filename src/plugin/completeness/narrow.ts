import { beginAsking } from './ask-count.ts';
import type { Asking, OfMarks, Reading, Suspect, Task } from './check.ts';
import type { Ledger } from './ledger.ts';
import { type Window, windowAt } from './window.ts';

export interface Narrowed {
  /** A span found in order: everything in it was delivered, as far as counts tell. */
  readonly agreed?: Window;
  /** Notes across this time are void: without them both sides agree. */
  readonly voidAcrossMs?: number;
  /** What to do next; absent: the check is over. */
  readonly task?: Task;
}

export interface Known {
  readonly ledger: Ledger;
  readonly doneMs: OfMarks;
  /** What the API should count in a span. */
  readonly expected: (span: Window) => number;
  /** Windows from which something was delivered, oldest first. */
  readonly tallies: readonly Window[];
  /** So much differs that the span is read as a whole: to look for each window would cost more. */
  readonly differsWidely: boolean;
}

/**
 * Pure: what a count of the span that was asked for means. Halves the span until the first window that differs is found;
 * everything before it has agreed by then, so that each check moves on by a window at least.
 */
export function narrow(task: Task, asking: Asking, sum: number, known: Known): Narrowed {
  const span = { fromMs: asking.fromMs, toMs: asking.toMs };
  if (task.again) return { task: reading(task, { ...span, claimed: sum }) };
  if (sum !== known.expected(span)) return { task: suspecting(task, { ...span, claimed: sum }, known) };
  const { suspect } = task;
  if (!suspect) return { agreed: span };
  const rest = { fromMs: asking.toMs + 1, toMs: suspect.toMs, claimed: (suspect.claimed ?? sum) - sum };
  if (rest.claimed === known.expected(rest)) {
    return { agreed: { fromMs: suspect.fromMs, toMs: suspect.toMs }, voidAcrossMs: rest.fromMs };
  }
  return { agreed: span, task: suspecting(task, rest, known) };
}

/** To be read, row by row, where the API does not tell how many there are; undefined: nothing of it is due at the last mark. */
export function readInstead(task: Task, lastDoneMs: number): Task | undefined {
  const { suspect } = task;
  if (suspect) return reading(task, suspect);
  const span = { fromMs: Math.max(task.fromMs, lastDoneMs), toMs: Math.min(task.toMs, task.dueMs[2] - 1) };
  return span.fromMs > span.toMs ? undefined : reading(task, span);
}

function suspecting({ asking: _asking, ...task }: Task, suspect: Suspect, known: Known): Task {
  const middleMs = known.differsWidely ? undefined : middleOf(suspect, known);
  if (middleMs === undefined) return reading(task, suspect);
  return { ...task, suspect, asking: beginAsking({ fromMs: suspect.fromMs, toMs: middleMs - 1 }) };
}

function reading({ asking: _asking, ...task }: Task, suspect: Suspect): Task {
  return { ...task, suspect, reading: unread };
}

/**
 * A boundary inside: where an earlier mark stands, for what it has counted agreed then; else amid what was delivered,
 * for most of the time may be empty; else half way.
 */
function middleOf({ fromMs, toMs }: Window, { ledger, doneMs, tallies }: Known): number | undefined {
  const counted = doneMs.find((ms) => ms > fromMs && ms <= toMs);
  if (counted !== undefined) return counted;
  const bounds = tallies.flatMap((tally) => [tally.fromMs, tally.toMs + 1]).filter((ms) => ms > fromMs && ms <= toMs);
  const amid = bounds[bounds.length >> 1];
  if (amid !== undefined) return amid;
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
