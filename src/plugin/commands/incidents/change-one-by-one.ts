import { type CommandFailure, ConnectorError, type JsonValue } from '../../../contract/index.ts';
import type { WriteOutcome } from '../../cortex/create-write-api.ts';
import type { WriteMeans } from '../command-definition.ts';
import { isHopelessInScope, notTried } from '../hopeless.ts';

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
  let before: ConnectorError | undefined;
  let hopeless: Undone | undefined;
  for (const [done, input] of inputs.entries()) {
    if (inputs.length > 1) tell({ message: `${what}: ${done} of ${inputs.length}`, done, total: inputs.length });
    const outcome =
      hopeless ??
      (await change(input).catch((error: unknown): Undone => {
        // The signal's reason: this one was not sent.
        if (done === 0 || !signal.aborted) throw error;
        return { outcome: 'not done', error: interrupted() };
      }));
    if (outcome.outcome === 'done') {
      changed.push(input);
      answers.push(outcome.body);
      before = undefined;
      continue;
    }
    failures.push(await failed(outcome, input));
    const { error } = outcome;
    if (!signal.aborted && isHopelessInScope(error, before))
      hopeless ??= { outcome: 'not done', error: notTried(error) };
    before = error;
  }
  return { changed, answers, failures };
}

function interrupted(): ConnectorError {
  return new ConnectorError('unavailable', 'interrupted before it was sent', { code: 'CMD-903' });
}
