import { type CommandFailure, isConnectorError } from '../../contract/index.ts';
import type { ReadMeans } from './command-definition.ts';
import { createHope } from './create-hope.ts';

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
  const hope = createHope();
  for (const [done, input] of inputs.entries()) {
    try {
      const lost = hope.lost();
      if (lost) throw lost;
      if (inputs.length > 1) tell({ message: `${what}: ${done} of ${inputs.length}`, done, total: inputs.length });
      found.push(await ask(input));
      hope.met(undefined);
    } catch (error) {
      if (!isConnectorError(error)) throw error;
      failures.push(failure(error, { input }));
      hope.met(error);
    }
  }
  return { found, failures };
}
