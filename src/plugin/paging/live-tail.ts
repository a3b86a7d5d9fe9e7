import { z } from 'zod';
import { ConnectorError } from '../../contract/index.ts';
import type { Feed } from './feed.ts';
import { createPartMemory, type PartMemory } from './part-memory.ts';
import type { TailRead } from './read-so-far.ts';
import { type Absorbed, type Answer, deliveredRows, halved, type Reader, takeNew } from './reader.ts';
import type { Step } from './reading.ts';
import { createSeen, type Seen } from './seen.ts';
import { absorbPage, planWalk } from './walk.ts';
import { type Walk, walkSchema } from './walk-state.ts';

/** Most ids remembered of the live tail; with history's they fit a checkpoint of 256 KiB. */
const maxSeen = 8192;
/** With records dated in the future, which are never forgotten: past this, no further ones are read. */
const mostSeen = 10_000;
/** How far a checkpoint may lie ahead of the server's clock before it is not believed. */
const futureToleranceMs = 60_000;

/**
 * The live tail between two polls. `settledMs`: everything before has been read after it could have become visible, so
 * the next pass begins there. The walk's cursor: where a pass that was broken off goes on.
 */
export const liveSchema = z.strictObject({
  settledMs: z.int(),
  /** Number of the pass, counted from the first start. */
  pass: z.int(),
  walk: walkSchema,
  /** The pass has read into the overlap: the settled mark stays until it ends. */
  crossed: z.boolean().optional(),
  /** Newest time seen: what counts as now when the API sends no `Date`. */
  newestMs: z.int().optional(),
  seen: z.string(),
});
export type LiveState = Readonly<Omit<z.infer<typeof liveSchema>, 'walk'>> & { readonly walk: Walk };

export interface LiveTail<Item> extends Reader<Item> {
  /** With at most so many ids remembered; what is forgotten for it shortens the overlap. */
  readonly state: (mostIds: number) => LiveState;
  /** Set once the pass has ended: nothing was left, or it was broken off for another to begin at the settled mark. */
  readonly passEnd: () => 'caught up' | 'broken off' | undefined;
  /** How far it has read, once {@link state} was called: see {@link ReadSoFar}. */
  readonly read: () => TailRead;
  /** Number of the pass this tail goes on with, and whether it begins with it. */
  readonly pass: number;
  readonly beginsPass: boolean;
}

export function openLiveTail<Item>(saved: LiveState, feed: Feed<Item>, overlapMs: number): LiveTail<Item> {
  const seen = createSeen(saved.seen);
  let { walk, settledMs, newestMs, pass, crossed = false } = saved;
  let passEnd: 'caught up' | 'broken off' | undefined;
  let passBegunMs: number | undefined;
  let [forgettableMs, shortenedBefore] = [settledMs, 0];
  let [emptyToMs, serverMs]: [number, number | undefined] = [0, undefined];
  const part = createPartMemory();

  function absorb(answer: Answer<Item>): Absorbed<Item> {
    const { query, page, elapsedMs, localMs } = answer;
    refuseFuture(settledMs, page.nowMs);
    const fromMs = query.fromMs ?? settledMs;
    if (isFull(seen, walk) && liesAhead(fromMs, page.nowMs)) return giveUpPass();
    const step = absorbPage(walk, answer, feed, (uid) => !seen.has(uid));
    passBegunMs ??= elapsedMs;
    newestMs = newestOf(step.rows, newestMs ?? settledMs);
    // Without a server's time: a record from the future must not push the mark, nor may our clock.
    const nowMs = page.nowMs ?? Math.min(newestMs, localMs);
    const cursorMs = step.walk.cursorMs ?? settledMs;
    // The pass was resumed after a break longer than the overlap: what lies between has settled and is read first.
    const resumedLate = crossed && fromMs <= nowMs - overlapMs;
    const taken = takeNew(step, seen);
    if (!crossed) settleUpTo(cursorMs, readAt(step, nowMs) - overlapMs, step.ended);
    // One answer with a wrong date, and what has not even happened would be taken for read and long over.
    [serverMs, emptyToMs] = [Math.min(nowMs, localMs), Math.min(emptyToMs, localMs - overlapMs)];
    forgettableMs = Math.min(cursorMs, nowMs);
    const kept = forget({ seen, part, before: walk, step, settledMs, limitMs: forgettableMs });
    ({ settledMs, walk } = kept);
    const timeIsUp = elapsedMs - passBegunMs >= overlapMs && readsPages(walk);
    if (step.ended) endPass('caught up');
    else if (resumedLate || timeIsUp) endPass('broken off');
    const overlapShortened = kept.shortened + shortenedBefore;
    shortenedBefore = 0;
    return { ...taken, overlapShortened, complaint: step.complaint };
  }

  function state(mostIds: number): LiveState {
    const rememberedFromMs = seen.shrinkTo(mostIds, forgettableMs) ?? settledMs;
    if (rememberedFromMs > settledMs) [settledMs, shortenedBefore] = [rememberedFromMs, 1];
    return encoded({ settledMs, pass, walk, crossed, newestMs, seen });
  }

  /** What was read up to the overlap could not change any more; once the pass reads into it, the mark stays. */
  function settleUpTo(cursorMs: number, overlapBeginsMs: number, ended: boolean): void {
    settledMs = Math.max(settledMs, Math.min(cursorMs, overlapBeginsMs));
    crossed = cursorMs > overlapBeginsMs;
    // A quiet list: nothing lies behind the cursor, which leaves the settled mark where it is.
    if (ended && !crossed) emptyToMs = overlapBeginsMs;
  }

  /** Inside the overlap the next pass begins at the settled mark; before it, the cursor is the settled mark. */
  function endPass(how: 'caught up' | 'broken off'): void {
    const { limit } = walk;
    passEnd = how;
    if (how === 'caught up' || crossed) walk = { cursorMs: settledMs };
    if (limit !== undefined && limit * 2 < feed.maxLimit) walk = { ...walk, limit: limit * 2 };
    crossed = false;
    pass += 1;
  }

  /** More lies ahead of the server's clock than can be remembered: this page is left for a later pass. */
  function giveUpPass(): Absorbed<Item> {
    endPass('broken off');
    return { rows: [], duplicates: 0, restricted: 0, overlapShortened: 0, complaint: tooMuchAhead() };
  }

  return {
    plan: () => planWalk(walk, feed.maxLimit),
    absorb,
    ...deliveredRows(seen, feed),
    askForLess() {
      const smaller = halved(walk, feed.maxLimit);
      walk = smaller ?? walk;
      return smaller !== undefined;
    },
    state,
    passEnd: () => passEnd,
    read: () => ({ settledMs, readToMs: Math.max(settledMs, emptyToMs), serverMs }),
    pass,
    beginsPass: !crossed && walk.cursorMs === settledMs && readsPages(walk) && !walk.again,
  };
}

/** Neither within a tie nor by windows: nothing is lost by beginning anew. */
function readsPages({ tie, window }: Walk): boolean {
  return !tie && !window;
}

function isFull(seen: Seen, { tie }: Walk): boolean {
  return seen.size > mostSeen && !tie;
}

function liesAhead(timeMs: number, nowMs: number | undefined): boolean {
  return nowMs !== undefined && timeMs > nowMs;
}

interface Held {
  readonly settledMs: number;
  readonly pass: number;
  readonly walk: Walk;
  readonly crossed: boolean;
  readonly newestMs: number | undefined;
  readonly seen: Seen;
}

function encoded({ settledMs, pass, walk, crossed, newestMs, seen }: Held): LiveState {
  const flags = { ...(crossed && { crossed }), ...(newestMs !== undefined && { newestMs }) };
  return { settledMs, pass, walk, ...flags, seen: seen.encode() };
}

/** The server's time when the reading that a step finished began: what showed itself since may have been missed. */
function readAt(step: Pick<Step<unknown>, 'readSinceMs'>, nowMs: number): number {
  return Math.min(nowMs, step.readSinceMs ?? nowMs);
}

function newestOf(rows: readonly { readonly atMs: number }[], leastMs: number): number {
  return rows.reduce((newest, row) => Math.max(newest, row.atMs), leastMs);
}

/** Keeps what is remembered bounded. What cannot be remembered must not be read again: the settled mark moves up. */
function forget(tail: {
  readonly seen: Seen;
  readonly part: PartMemory;
  readonly before: Walk;
  readonly step: Pick<Step<unknown>, 'walk' | 'rows' | 'partDone'>;
  readonly settledMs: number;
  readonly limitMs: number;
}): { readonly walk: Walk; readonly settledMs: number; readonly shortened: number } {
  const { seen, part, before, step, limitMs } = tail;
  const { tie } = before;
  let { settledMs } = tail;
  let { walk } = step;
  let shortened = 0;
  part.note(before, step);
  if (tie && step.partDone && tie.atMs <= limitMs && (seen.size > maxSeen || tie.forgot)) {
    part.giveUp(seen);
    if (walk.tie) walk = { ...walk, tie: { ...walk.tie, forgot: true } };
    else [settledMs, shortened] = [Math.max(settledMs, tie.atMs + 1), 1];
  }
  if (step.partDone) part.finish();
  const rememberedFromMs = seen.shrinkTo(maxSeen, limitMs) ?? settledMs;
  if (rememberedFromMs > settledMs) [settledMs, shortened] = [rememberedFromMs, 1];
  seen.dropBefore(settledMs);
  return { walk, settledMs, shortened };
}

function refuseFuture(settledMs: number, nowMs: number | undefined): void {
  if (nowMs === undefined || settledMs <= nowMs + futureToleranceMs) return;
  const ahead = `${new Date(settledMs).toISOString()}, but the API says it is ${new Date(nowMs).toISOString()}`;
  throw new ConnectorError('state', `the checkpoint lies in the future: ${ahead}`, {
    code: 'CKPT-701',
    remedy: 'Set it to a time that has passed with: cortex-otel checkpoint set --connector ID --to TIME',
  });
}

function tooMuchAhead(): ConnectorError {
  return new ConnectorError('protocol', 'the API sends records dated in the future without end', {
    code: 'API-ENDLESS',
    remedy: 'Check the clock of the tenant. Nothing is skipped: the connector waits at its checkpoint.',
  });
}
