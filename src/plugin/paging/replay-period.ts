import { z } from 'zod';
import type { Checkpoint, Clock, Period } from '../../contract/index.ts';
import { ConnectorError } from '../../contract/index.ts';
import type { Feed } from './feed.ts';
import type { Binding } from './follow-state.ts';
import { openIntake } from './intake.ts';
import { createPieces, type Piece } from './pieces.ts';
import { openRangeReader } from './range-reader.ts';
import { walkSchema } from './walk-state.ts';

const replaySchema = z.looseObject({
  version: z.literal(1),
  source: z.string(),
  tenant: z.string(),
  replay: z.strictObject({ walk: walkSchema, seen: z.string() }),
});

export interface ReplayOptions<Item> {
  readonly feed: Feed<Item>;
  readonly binding: Binding;
  readonly clock: Clock;
  readonly batchSize: number;
}

/**
 * Reads a closed period from end to end, or what is left of it after a checkpoint of the same replay. Whatever arrived
 * before a failure is yielded before it is thrown.
 */
export async function* replayPeriod<Item>(
  options: ReplayOptions<Item>,
  { period, checkpoint }: { readonly period: Period; readonly checkpoint: Checkpoint | undefined },
  signal: AbortSignal,
): AsyncGenerator<Piece<Item>> {
  const { feed, binding } = options;
  const pieces = createPieces<Item>(options.batchSize, feed.maxLimit);
  const saved = checkpoint && resume(checkpoint);
  const walk = { cursorMs: Math.max(1, period.fromMs), toMs: period.toMs };
  const range = openRangeReader(saved ?? { walk, seen: '' }, feed, () => {});
  const take = (): Piece<Item> =>
    pieces.take({ version: 1, ...binding, replay: range.state() }, { more: !range.ended() });
  const intake = openIntake({ ...options, pieces, take, live: undefined });
  try {
    while (!range.ended()) yield* intake.takeIn(range, await intake.ask(range, signal));
  } catch (error) {
    if (pieces.dirty() && !signal.aborted) yield take();
    throw error;
  }
  yield pieces.take({ version: 1, ...binding, replay: range.state() }, { caughtUp: true });
}

function resume(checkpoint: Checkpoint) {
  const parsed = replaySchema.safeParse(checkpoint);
  if (parsed.success) return parsed.data.replay;
  throw new ConnectorError('state', 'this is no checkpoint of a replay', {
    code: 'CKPT-701',
    remedy: 'Start it again.',
  });
}
