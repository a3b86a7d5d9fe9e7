import type { z } from 'zod';
import { type Checkpoint, ConnectorError } from '../../contract/index.ts';
import type { Binding } from './follow-state.ts';

/**
 * A checkpoint as its schema has it; `newest` is the newest format that is known.
 * @throws ConnectorError `state` when it is newer, of another source or tenant, or not a checkpoint at all.
 */
export function usableCheckpoint<State extends Binding>(
  schema: z.ZodType<State>,
  { binding, newest }: { readonly binding: Binding; readonly newest: number },
  checkpoint: Checkpoint,
): State {
  if (checkpoint.version > newest) {
    throw unusable(`it was written by a newer version (format ${checkpoint.version}, this one knows ${newest})`, 'Run');
  }
  const whole = schema.safeParse(checkpoint);
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
