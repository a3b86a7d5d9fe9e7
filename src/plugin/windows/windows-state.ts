import { z } from 'zod';
import type { Checkpoint } from '../../contract/index.ts';
import type { Binding } from '../paging/follow-state.ts';
import { usableCheckpoint } from '../paging/usable-checkpoint.ts';
import { type WindowRun, windowRunSchema } from './window-run.ts';

/** Format of the checkpoint. A change of shape adds one, and a migration from the one before. */
const version = 1;

const historySchema = z.strictObject({
  /** Where it began and where it ends, the latter not included. */
  fromMs: z.int().min(0),
  endMs: z.int().min(0),
  run: windowRunSchema,
});

const windowsSchema = z.strictObject({
  version: z.literal(version),
  source: z.string(),
  tenant: z.string(),
  live: windowRunSchema,
  history: historySchema.optional(),
});

export type WindowHistory = Readonly<z.infer<typeof historySchema>>;

export interface WindowsState {
  /** Windows from the first start on. */
  readonly live: WindowRun;
  /** Those before, until they are done. */
  readonly history?: WindowHistory | undefined;
}

export function toWindowsCheckpoint({ source, tenant }: Binding, { live, history }: WindowsState): Checkpoint {
  return { version, source, tenant, live, ...(history && { history }) };
}

/** @throws ConnectorError `state` when it is newer, of another source or tenant, or not a checkpoint at all. */
export function fromWindowsCheckpoint(binding: Binding, checkpoint: Checkpoint): WindowsState {
  return usableCheckpoint(windowsSchema, { binding, newest: version }, checkpoint);
}
