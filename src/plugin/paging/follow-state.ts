import { z } from 'zod';
import type { Checkpoint } from '../../contract/index.ts';
import { type HistoryState, historySchema } from './history.ts';
import { type LiveState, liveSchema } from './live-tail.ts';
import { type SweepState, sweepSchema } from './sweep-state.ts';
import { usableCheckpoint } from './usable-checkpoint.ts';

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
  return usableCheckpoint(followSchema, { binding, newest: withSweep }, checkpoint);
}
