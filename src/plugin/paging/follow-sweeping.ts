import type { Checkpoint } from '../../contract/index.ts';
import { floorOf } from './begin.ts';
import { follow, type FollowOptions } from './follow.ts';
import { type FollowState, fromCheckpoint, toCheckpoint } from './follow-state.ts';
import { type SweptState, toSweep } from './hand-over.ts';
import type { Piece } from './pieces.ts';
import { openSweep } from './sweep.ts';
import type { SweepSession } from './sweep-passes.ts';
import { sweepFrom, type SweepState } from './sweep-state.ts';
import type { ChangingStorage, Sweepable } from './sweepable.ts';

export interface FollowSweepingOptions<Item> extends Omit<FollowOptions<Item>, 'feed' | 'otherIds'> {
  readonly list: Sweepable<Item>;
  readonly storage: ChangingStorage;
  readonly sweepSession: SweepSession;
}

/**
 * One poll of a list that cannot be asked for what has changed: new items are followed by the time of creation, live and
 * as history, and passes over the list look for changes. Rows are marked for a comparison with what was delivered of
 * them; those that come without a mark of time are told by their content alone.
 */
export async function* followSweeping<Item>(
  options: FollowSweepingOptions<Item>,
  checkpoint: Checkpoint | undefined,
  signal: AbortSignal,
): AsyncGenerator<Piece<Item>> {
  const poll = openPoll(options, checkpoint && swept(fromCheckpoint(options.binding, checkpoint)));
  yield* poll.takeTurn(signal);
  yield* poll.followNew(signal);
  yield* poll.sweepOn(signal);
}

type Sweep<Item> = ReturnType<typeof openSweep<Item>>;

function openPoll<Item>(options: FollowSweepingOptions<Item>, saved: SweptState | undefined) {
  const { list, binding } = options;
  let state = saved;
  let sweep = state && open(state.sweep);
  let followed = { more: true, caughtUp: false };

  function open(where: SweepState): Sweep<Item> {
    return openSweep({ ...options, session: options.sweepSession, checkpoint: at }, where);
  }

  /** A checkpoint of what is followed as it stands, with the sweep where it is said to be. */
  function at(where: SweepState): Checkpoint {
    if (!state) throw new TypeError('a sweep cannot begin before there is a checkpoint');
    return toCheckpoint(binding, { ...state, sweep: where });
  }

  /** The sweep comes first when the poll before ended before it. */
  async function* takeTurn(signal: AbortSignal): AsyncGenerator<Piece<Item>> {
    if (sweep?.turns.isExpected()) yield* guarded(sweep, sweep.run(1, signal), signal);
  }

  async function* followNew(signal: AbortSignal): AsyncGenerator<Piece<Item>> {
    const otherIds = sweep?.passes.remembered() ?? 0;
    const followOptions = { ...options, feed: list.all, otherIds };
    for await (const piece of follow(followOptions, state && toCheckpoint(binding, withoutSweep(state)), signal)) {
      const { live, history, turn } = piece.next as unknown as FollowState;
      state = { live, history, turn, sweep: sweep?.state() ?? firstSweep(live.settledMs, options) };
      sweep ??= open(state.sweep);
      // Already now: should the poll be broken off after any piece of it, the sweep is not left out again.
      sweep.turns.expect();
      followed = { more: piece.more, caughtUp: piece.progress.caughtUp };
      yield compared(piece, sweep);
    }
  }

  function compared(piece: Piece<Item>, by: Sweep<Item>): Piece<Item> {
    const rows = piece.rows.map((row) => ({ ...row, sinceMs: 0 }));
    const progress = { ...piece.progress, caughtUp: false };
    return by.noted({ rows, progress, more: true, next: at(by.state()) });
  }

  async function* sweepOn(signal: AbortSignal): AsyncGenerator<Piece<Item>> {
    if (!sweep) return;
    yield* guarded(sweep, sweep.run(Infinity, signal), signal);
    const behind = !sweep.passes.caughtUp();
    yield sweep.take({ more: followed.more || behind, caughtUp: followed.caughtUp && !behind });
  }

  return { takeTurn, followNew, sweepOn };
}

/** Whatever was read before a failure is yielded before it is thrown. */
async function* guarded<Item>(
  sweep: Sweep<Item>,
  pieces: AsyncIterable<Piece<Item>>,
  signal: AbortSignal,
): AsyncGenerator<Piece<Item>> {
  try {
    yield* pieces;
  } catch (error) {
    if (!signal.aborted) yield sweep.take();
    throw error;
  }
}

function withoutSweep({ live, history, turn }: FollowState): FollowState {
  return { live, history, turn };
}

function swept(state: FollowState): SweptState {
  return state.sweep ? { ...state, sweep: state.sweep } : toSweep(state);
}

/**
 * Where passes begin on a first start. Everything that is there then is history, and delivered as such; a floor leaves
 * out what was created before, of which changes since are to be found.
 */
function firstSweep(divideMs: number, { backfillStart, clock }: Pick<FollowOptions<never>, 'backfillStart' | 'clock'>) {
  const floorMs = floorOf(backfillStart, clock.now());
  return floorMs === undefined ? sweepFrom(divideMs, []) : sweepFrom(Math.min(divideMs, floorMs), ['old']);
}
