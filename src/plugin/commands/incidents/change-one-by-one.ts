import { type CommandFailure, ConnectorError, type JsonValue } from '../../../contract/index.ts';
import type { WriteOutcome } from '../../cortex/create-write-api.ts';
import type { WriteMeans } from '../command-definition.ts';
import { createHope } from '../create-hope.ts';

export interface ChangedOneByOne {
  readonly changed: readonly string[];
  readonly answers: readonly JsonValue[];
  readonly failures: readonly CommandFailure[];
}

/** What came of a request that is not known to have done anything. */
export type Undone = Exclude<WriteOutcome, { readonly outcome: 'done' }>;

/**
 * One request for each input. Each stands alone: what failed, or nobody knows of, does not keep the next from being
 * sent, unless every further one would meet the same. Once it is interrupted nothing more is sent. What was not sent is
 * told. Rejects with the signal's reason when that is aborted before anything was sent.
 */
export async function changeOneByOne(
  inputs: readonly string[],
  change: (input: string) => Promise<WriteOutcome>,
  {
    failed,
    tell,
    what,
  }: Pick<WriteMeans, 'tell'> & {
    readonly failed: (undone: Undone, input: string) => Promise<CommandFailure>;
    readonly what: string;
  },
  signal: AbortSignal,
): Promise<ChangedOneByOne> {
  const changed: string[] = [];
  const answers: JsonValue[] = [];
  const failures: CommandFailure[] = [];
  const hope = createHope({ scoped: true });
  for (const [done, input] of inputs.entries()) {
    if (inputs.length > 1) tell({ message: `${what}: ${done} of ${inputs.length}`, done, total: inputs.length });
    const lost = hope.lost();
    const outcome: WriteOutcome = lost
      ? { outcome: 'not done', error: lost }
      : await change(input).catch((error: unknown): Undone => {
          // The signal's reason: this one was not sent.
          if (done === 0 || !signal.aborted) throw error;
          return { outcome: 'not done', error: interrupted() };
        });
    if (outcome.outcome === 'done') {
      changed.push(input);
      answers.push(outcome.body);
      hope.met(undefined);
      continue;
    }
    failures.push(await failed(outcome, input));
    // Interrupted says nothing of the way there; whoever comes next is not sent anyway.
    if (!signal.aborted) hope.met(outcome.error);
  }
  return { changed, answers, failures };
}

function interrupted(): ConnectorError {
  return new ConnectorError('unavailable', 'interrupted before it was sent', { code: 'CMD-903' });
}
