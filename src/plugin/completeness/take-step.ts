import { absorbCount, countQuery } from './ask-count.ts';
import type { Asking, Task } from './check.ts';
import type { CompletenessParts } from './completeness-parts.ts';
import { conclude } from './conclude.ts';
import { asksForEdges } from './judge-reading.ts';
import { expectedIn, type Look } from './look.ts';
import { narrow, readInstead } from './narrow.ts';
import { forgetNote } from './note.ts';
import { type Outcome, type Suspected, withTask } from './outcome.ts';
import { gaveUp, readSuspect } from './read-suspect.ts';
import { settle } from './settle.ts';
import type { Window } from './window.ts';

/** Windows that differ at a time: more, and the API counts something else than it shows. */
const manyNotes = 10;

/** The next step of a check: one question, or the pages of the window that is read. */
export async function* takeStep(
  parts: CompletenessParts,
  seen: Look,
  task: Task,
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  const { asking, suspect, reading } = task;
  if (asking) return yield await askCount(parts, seen, { task, asking }, signal);
  if (!suspect || !reading) return yield { checks: withTask(seen.checks, undefined) };
  const under = { task, suspect, reading };
  if (!reading.done && !gaveUp(reading)) return yield* read(parts, seen, under, signal);
  if (!gaveUp(reading) && asksForEdges(suspect, reading, parts.feed.countSlackMs ?? 0)) {
    return yield await askEdge(parts, seen, under, signal);
  }
  return yield conclude(seen, under, parts.clock.now());
}

async function askCount(
  { feed }: CompletenessParts,
  seen: Look,
  { task, asking }: { readonly task: Task; readonly asking: Asking },
  signal: AbortSignal,
): Promise<Outcome> {
  const { ledger, checks } = seen;
  const counted = absorbCount(asking, await feed.page(countQuery(asking), signal));
  if (counted === 'unknown') return { ...uncounted(seen, task), requests: 1 };
  if (typeof counted === 'object') return { checks: withTask(checks, { ...task, asking: counted }), requests: 1 };
  const known = {
    ledger,
    doneMs: checks.doneMs,
    expected: (span: Window) => expectedIn(seen, span),
    tallies: seen.tallies,
    differsWidely: seen.notes.filter(({ toMs }) => toMs >= checks.doneMs[2]).length >= manyNotes,
  };
  const { agreed, voidAcrossMs = Infinity, task: next } = narrow(task, asking, counted, known);
  const goesOn = withTask(checks, next);
  if (!agreed) return { checks: goesOn, requests: 1 };
  const settled = settle(goesOn, { dueMs: task.dueMs, agreed }, seen);
  const isVoid = ({ fromMs, toMs }: Window): boolean => fromMs < voidAcrossMs && toMs >= voidAcrossMs;
  return { ...settled, changes: [...settled.changes, ...seen.notes.filter(isVoid).map(forgetNote)], requests: 1 };
}

/** The API does not tell: the early marks are passed over, at the last one every record is read. */
function uncounted({ checks }: Look, task: Task): Outcome {
  const [soon, later, last] = checks.doneMs;
  const passed = task.suspect
    ? checks.doneMs
    : ([Math.max(soon, task.dueMs[0]), Math.max(later, task.dueMs[1]), last] as const);
  return { checks: withTask({ ...checks, doneMs: [...passed] }, readInstead(task, last)) };
}

async function* read(
  parts: CompletenessParts,
  { ledger, checks }: Look,
  { task, suspect, reading }: Suspected,
  signal: AbortSignal,
): AsyncGenerator<Outcome> {
  for await (const part of readSuspect(parts, { ledger, suspect, reading }, signal)) {
    yield { ...part, checks: withTask(checks, { ...task, reading: part.reading }) };
  }
}

/** The moment before the window, then the one behind it. */
async function askEdge(
  { feed }: CompletenessParts,
  { checks }: Look,
  { task, suspect: { fromMs, toMs }, reading }: Suspected,
  signal: AbortSignal,
): Promise<Outcome> {
  const slackMs = feed.countSlackMs ?? 0;
  const [first, second] = [Math.max(1, fromMs - slackMs), Math.max(1, fromMs - 1)];
  const edge =
    reading.edges.length === 0 ? { fromMs: first, toMs: second } : { fromMs: toMs + 1, toMs: toMs + slackMs };
  const page = await feed.page({ ...edge, offset: 0, limit: feed.maxLimit, order: 'oldest-first' }, signal);
  const edges = [...reading.edges, page.rows.length];
  return { checks: withTask(checks, { ...task, reading: { ...reading, edges } }), requests: 1 };
}
