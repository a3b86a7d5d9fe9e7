import type { Checkpoint } from '../../contract/index.ts';
import { follow, type FollowOptions } from '../paging/follow.ts';
import { fromCheckpoint, toCheckpoint } from '../paging/follow-state.ts';
import { followSweeping, type FollowSweepingOptions } from '../paging/follow-sweeping.ts';
import { fromSweep } from '../paging/hand-over.ts';
import type { Piece } from '../paging/pieces.ts';
import type { Generations } from './open-generations.ts';

export type PollEitherOptions<Item> = FollowOptions<Item> & FollowSweepingOptions<Item>;

/**
 * One poll of a list that one generation of the API lets us follow by the time of change, and the other one sweep. When
 * the tenant turns out to speak the other, the poll goes on with it from the last checkpoint.
 */
export async function* pollEither<Item>(
  options: PollEitherOptions<Item>,
  generations: Generations,
  checkpoint: Checkpoint | undefined,
  signal: AbortSignal,
): AsyncGenerator<Piece<Item>> {
  await generations.settle(signal);
  const asked = generations.now();
  let last = checkpoint;
  try {
    for await (const piece of pollOne(options, asked, checkpoint, signal)) {
      last = piece.next;
      yield piece;
    }
  } catch (error) {
    if (!(await generations.changed(error, asked, signal))) throw error;
    yield* pollOne(options, generations.now(), last, signal);
  }
}

function pollOne<Item>(
  options: PollEitherOptions<Item>,
  generation: ReturnType<Generations['now']>,
  checkpoint: Checkpoint | undefined,
  signal: AbortSignal,
): AsyncGenerator<Piece<Item>> {
  if (generation === 'cases') return followSweeping(options, checkpoint, signal);
  const { binding } = options;
  const state = checkpoint && fromCheckpoint(binding, checkpoint);
  const { sweep } = state ?? {};
  return follow(options, state && sweep ? toCheckpoint(binding, fromSweep({ ...state, sweep })) : checkpoint, signal);
}
