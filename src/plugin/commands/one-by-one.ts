import { type CommandFailure, type ConnectorError, isConnectorError } from '../../contract/index.ts';
import type { ReadMeans } from './command-definition.ts';
import { isHopeless, notTried } from './hopeless.ts';

export interface OneByOne<Found> {
  /** What was found, in the order of the inputs. */
  readonly found: readonly Found[];
  readonly failures: readonly CommandFailure[];
}

/**
 * Asks for each input by itself. A failure is that input's own; one that every further input would meet as well ends
 * the asking, and what was not asked for fails with it.
 */
export async function oneByOne<Found>(
  inputs: readonly string[],
  ask: (input: string) => Promise<Found>,
  { failure, tell, what }: Pick<ReadMeans, 'failure' | 'tell'> & { readonly what: string },
): Promise<OneByOne<Found>> {
  const found: Found[] = [];
  const failures: CommandFailure[] = [];
  let before: ConnectorError | undefined;
  for (const [done, input] of inputs.entries()) {
    if (inputs.length > 1) tell({ message: `${what}: ${done} of ${inputs.length}`, done, total: inputs.length });
    try {
      found.push(await ask(input));
      before = undefined;
    } catch (error) {
      if (!isConnectorError(error)) throw error;
      failures.push(failure(error, { input }));
      if (isHopeless(error, before)) {
        const left = inputs.slice(done + 1);
        return { found, failures: [...failures, ...left.map((one) => failure(notTried(error), { input: one }))] };
      }
      before = error;
    }
  }
  return { found, failures };
}
