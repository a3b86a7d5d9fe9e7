import type { Checkpoint, Clock } from '../../contract/index.ts';
import type { BackfillStart } from '../cortex-config.ts';
import { begin } from './begin.ts';
import type { Feed } from './feed.ts';
import { type Binding, fromCheckpoint, toCheckpoint } from './follow-state.ts';
import { type History, openHistory } from './history.ts';
import { type Asked, openIntake } from './intake.ts';
import { type LiveTail, openLiveTail } from './live-tail.ts';
import { createPieces, type Piece, type Pieces, type PieceState } from './pieces.ts';
import { createReadSoFar, readAtFirst, type ReadMarks } from './read-so-far.ts';
import type { Reader } from './reader.ts';

export interface FollowOptions<Item> {
  readonly feed: Feed<Item>;
  readonly binding: Binding;
  readonly clock: Clock;
  readonly backfillStart: BackfillStart;
  readonly overlapMs: number;
  /** History is read for at most so long in one poll. */
  readonly intervalMs: number;
  readonly batchSize: number;
  readonly session: FollowSession;
  /** Ids that the checkpoint holds beside those of this following. */
  readonly otherIds?: number;
}

/** What an open source remembers between polls: which pass it began itself. Nothing that a record depends on. */
export interface FollowSession {
  pass: number | undefined;
}

/** Ids that a checkpoint of 256 KiB can hold, with room for everything else in it. */
const mostIds = 17_000;

/**
 * One poll: a pass of the live tail, then ranges of history. Each answer alone makes lasting progress: whatever arrived
 * before a failure is yielded before it is thrown.
 */
export async function* follow<Item>(
  options: FollowOptions<Item>,
  checkpoint: Checkpoint | undefined,
  signal: AbortSignal,
): AsyncGenerator<Piece<Item>> {
  const { feed, binding, overlapMs, batchSize } = options;
  const pieces = createPieces<Item>(batchSize, feed.maxLimit);
  let state = checkpoint && fromCheckpoint(binding, checkpoint);
  if (!state) {
    state = await begin(feed, options, signal);
    pieces.add({ rows: [], duplicates: 0, restricted: 0, overlapShortened: 0 }, false);
    yield pieces.take(toCheckpoint(binding, state), { read: readAtFirst(state) });
  }
  const poll = openPoll(options, pieces, {
    read: createReadSoFar(state),
    tail: openLiveTail(state.live, feed, overlapMs),
    history: openHistory(state.history, feed),
    turn: state.turn,
  });
  try {
    yield* poll.run(signal);
  } catch (error) {
    if (pieces.dirty() && !signal.aborted) yield poll.take({ more: true });
    throw error;
  }
  yield poll.take(poll.outcome());
}

interface Parts<Item> {
  readonly tail: LiveTail<Item>;
  readonly history: History<Item>;
  readonly read: ReadMarks;
  turn: 'history' | undefined;
}

function openPoll<Item>(options: FollowOptions<Item>, pieces: Pieces<Item>, parts: Parts<Item>) {
  const { tail, history } = parts;
  const { session } = options;
  if (tail.beginsPass) session.pass = tail.pass;
  const intake = openIntake({ ...options, pieces, take: () => take({ more: true }), live: tail });

  function take(state: PieceState = {}): Piece<Item> {
    const { turn } = parts;
    const past = history.state();
    const where = {
      live: tail.state(Math.max(0, mostIds - history.remembered() - (options.otherIds ?? 0))),
      ...(past && { history: past }),
      ...(turn && { turn }),
    };
    const next = toCheckpoint(options.binding, where);
    return pieces.take(next, { ...state, history: history.progress(), read: parts.read.at(where, tail.read()) });
  }

  /** History gets its turn first when the poll before ended between the live pass and history. */
  async function* run(signal: AbortSignal): AsyncGenerator<Piece<Item>> {
    const [first] = parts.turn ? history.ready(new Set()) : [];
    if (first) {
      yield* intake.takeIn(first, await intake.ask(first, signal));
      parts.turn = undefined;
    }
    while (!tail.passEnd()) yield* intake.takeIn(tail, await intake.ask(tail, signal));
    if (!history.pending()) return;
    parts.turn = 'history';
    pieces.touch();
    yield* readHistory(signal);
    parts.turn = undefined;
    pieces.touch();
  }

  async function* readHistory(signal: AbortSignal): AsyncGenerator<Piece<Item>> {
    const endMs = options.clock.elapsed() + options.intervalMs;
    const asking = new Map<Reader<Item>, Promise<Asked<Item>>>();
    const failures: Error[] = [];
    for (;;) {
      const ready =
        failures.length === 0 && options.clock.elapsed() < endMs ? history.ready(new Set(asking.keys())) : [];
      for (const reader of ready) asking.set(reader, intake.tryToAsk(reader, signal));
      if (asking.size === 0) break;
      const asked = await Promise.race(asking.values());
      asking.delete(asked.reader);
      if (asked.error) {
        failures.push(asked.error);
        continue;
      }
      parts.turn = undefined;
      yield* intake.takeIn(asked.reader, asked.answer);
    }
    if (failures[0]) throw failures[0];
  }

  function outcome(): PieceState {
    const wholePass = session.pass === tail.pass && tail.passEnd() === 'caught up';
    return { more: history.pending() || !wholePass, caughtUp: wholePass && !history.pending() };
  }

  return { run, take, outcome };
}
