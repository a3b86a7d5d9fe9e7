import { z } from 'zod';
import { type Checkpoint, ConnectorError } from '../../contract/index.ts';
import { type HistoryState, historySchema } from './history.ts';
import { type LiveState, liveSchema } from './live-tail.ts';
import { type SweepState, sweepSchema } from './sweep-state.ts';

/**
 * Formats of the checkpoint. A change of shape adds one, and a migration from the one before. What the first can hold is
 * written in it still: so whoever has no sweep may go back to an earlier version of this plugin.
 */
const plain = 1;
const withSweep = 2;

const followSchema = z
  .strictObject({
    version: z.literal([plain, withSweep]),
    source: z.string(),
    tenant: z.string(),
    live: liveSchema,
    history: historySchema.optional(),
    /** History is next: the live pass before it was saved. */
    turn: z.literal('history').optional(),
    sweep: sweepSchema.optional(),
  })
  .refine(({ version, sweep }) => (version === withSweep) === (sweep !== undefined));

export interface FollowState {
  readonly live: LiveState;
  readonly history?: HistoryState | undefined;
  readonly turn?: 'history' | undefined;
  /** Of a list that is swept for changes; `live` and `history` are then by the time of creation. */
  readonly sweep?: SweepState | undefined;
}

/** What a checkpoint is bound to. */
export interface Binding {
  readonly source: string;
  readonly tenant: string;
}

export function toCheckpoint(binding: Binding, state: FollowState): Checkpoint {
  return { version: state.sweep ? withSweep : plain, source: binding.source, tenant: binding.tenant, ...state };
}

/** @throws ConnectorError `state` when it is newer, of another source or tenant, or not a checkpoint at all. */
export function fromCheckpoint(binding: Binding, checkpoint: Checkpoint): FollowState {
  if (checkpoint.version > withSweep) {
    throw unusable(
      `it was written by a newer version (format ${checkpoint.version}, this one knows ${withSweep})`,
      'Run',
    );
  }
  const whole = followSchema.safeParse(checkpoint);
  if (!whole.success) throw unusable('it is damaged or not a checkpoint of this plugin', 'Restore');
  for (const key of ['source', 'tenant'] as const) {
    if (whole.data[key] === binding[key]) continue;
    throw unusable(`it belongs to the ${key} ${whole.data[key]}, not ${binding[key]}`, 'Correct');
  }
  return whole.data;
}

const remedies = {
  Run: 'Run the newer version again.',
  Restore: 'Restore the state directory from a backup.',
  Correct: 'Correct the configuration, or give the connector a new id.',
};

function unusable(why: string, remedy: keyof typeof remedies): ConnectorError {
  return new ConnectorError('state', `the checkpoint cannot be used: ${why}`, {
    code: 'CKPT-701',
    remedy: `${remedies[remedy]} Or choose where to begin: cortex-otel checkpoint set|reset --connector ID`,
  });
}
