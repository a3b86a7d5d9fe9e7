import type { Checkpoint, Clock } from '../../contract/index.ts';
import { openIntake } from './intake.ts';
import { trackOpenItems } from './open-items.ts';
import { createPieces, type Piece, type PieceState } from './pieces.ts';
import { openPasses, type PassesOptions } from './sweep-passes.ts';
import { type PassName, type Phase, phases, type SweepState } from './sweep-state.ts';
import { takeTurns } from './sweep-turns.ts';
import type { ChangingStorage } from './sweepable.ts';

export interface SweepOptions<Item> extends PassesOptions<Item> {
  readonly clock: Clock;
  /** A pass that is behind is read for at most so long in one poll. */
  readonly intervalMs: number;
  readonly batchSize: number;
  readonly storage: ChangingStorage;
  /** A checkpoint with the sweep standing there. */
  readonly checkpoint: (sweep: SweepState) => Checkpoint;
}

/** Questions of one poll to each phase, once nothing is behind: those that are open come round with every poll. */
const requestsOf: Readonly<Record<Phase, number>> = { open: 60, missed: 60, recent: 10, old: 1 };

/** Passes over a list that cannot be asked for changes, a few pages of each in every poll, one after the other. */
export function openSweep<Item>(options: SweepOptions<Item>, saved: SweepState) {
  const { list, clock } = options;
  const pieces = createPieces<Item>(options.batchSize, list.all.maxLimit);
  const items = trackOpenItems(list, options.storage);
  const passes = openPasses(options, saved);
  const turns = takeTurns(saved);
  let { number, missedSinceMs } = saved;

  function state(): SweepState {
    return { ...turns.state(), number, ...passes.states(), ...(missedSinceMs !== undefined && { missedSinceMs }) };
  }

  function take(how: PieceState = { more: true }): Piece<Item> {
    moveOn();
    return items.note(pieces.take(options.checkpoint(state()), how), number);
  }

  function moveOn(): void {
    for (const [name, { sinceMs }] of passes.takeEnded()) {
      if (name === 'open') missedSinceMs ??= sinceMs;
      turns.endPhase(name);
    }
  }

  /** Each phase in turn, from where the last poll ended: with at most `most` questions. */
  async function* run(most: number, signal: AbortSignal): AsyncGenerator<Piece<Item>> {
    const endMs = clock.elapsed() + options.intervalMs;
    let left = most;
    for (let phasesLeft = phases.length; phasesLeft > 0; phasesLeft -= 1) {
      const phase = turns.at();
      const allowed = phase !== 'missed' && passes.isBehind(phase) ? Infinity : requestsOf[phase];
      const asking = { made: 0, most: Math.min(left, allowed), endMs };
      yield* phase === 'missed' ? lookUpMissed(asking, signal) : read(phase, asking, signal);
      left -= asking.made;
      if (turns.at() === phase && left > 0) turns.endPhase(phase, phase === 'open' ? 'recent' : undefined);
      if (pieces.dirty()) yield take();
      if (left <= 0) return;
    }
  }

  async function* read(name: PassName, asking: Asking, signal: AbortSignal): AsyncGenerator<Piece<Item>> {
    const { feed, reader, sinceMs } = passes.of(name);
    if (passes.begins(name) && name === 'open') number += 1;
    const intake = openIntake({ feed, clock, pieces, take, live: reader, sinceMs });
    do {
      const answer = await intake.ask(reader, signal);
      asking.made += 1;
      turns.answered();
      yield* intake.takeIn(reader, answer);
    } while (!reader.ended() && asking.made < asking.most && clock.elapsed() < asking.endMs);
    moveOn();
  }

  /** What was open and was not met by the pass that has ended: it is asked for by its id. */
  async function* lookUpMissed(asking: Asking, signal: AbortSignal): AsyncGenerator<Piece<Item>> {
    while (asking.made < asking.most) {
      const ids = await items.missedBy(number);
      if (ids.length === 0) {
        missedSinceMs = undefined;
        turns.endPhase('missed');
        return;
      }
      const rows = await items.lookUp(ids, signal);
      asking.made += 1;
      turns.answered();
      pieces.add({ rows, duplicates: 0, restricted: 0, overlapShortened: 0 }, false, missedSinceMs ?? 0);
      yield take();
    }
  }

  return {
    run,
    take,
    state,
    turns,
    passes,
    noted: (piece: Piece<Item>) => items.note(piece, number),
  };
}

/** Questions asked in a phase, how many there may be, and until when, by the monotonic clock. */
interface Asking {
  made: number;
  readonly most: number;
  readonly endMs: number;
}
