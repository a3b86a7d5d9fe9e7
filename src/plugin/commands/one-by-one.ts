import { type CommandFailure, ConnectorError, isConnectorError, type JsonValue } from '../../contract/index.ts';
import { oversizedCode } from '../paging/feed.ts';
import type { ReadMeans } from './command-definition.ts';
import { createHope } from './create-hope.ts';
import { jsonLength } from './json-length.ts';

export interface OneByOne<Found> {
  /** What was found, in the order of the inputs. */
  readonly found: readonly Found[];
  readonly failures: readonly CommandFailure[];
}

/**
 * All of a result is held in memory, several times over: as objects, as records, as the text that is printed or kept. The
 * answer that goes beyond it, of 16 MiB at the most, is still taken.
 */
const mostHeld = 64 * 1024 * 1024;

/**
 * Asks for each input by itself. A failure is that input's own; one that every further input would meet as well ends
 * the asking, and what was not asked for fails with it. So does what a result has no room for any more.
 */
export async function oneByOne<Found extends { readonly answer: JsonValue }>(
  inputs: readonly string[],
  ask: (input: string) => Promise<Found>,
  { failure, tell, what }: Pick<ReadMeans, 'failure' | 'tell'> & { readonly what: string },
): Promise<OneByOne<Found>> {
  const found: Found[] = [];
  const failures: CommandFailure[] = [];
  const hope = createHope();
  let held = 0;
  for (const [done, input] of inputs.entries()) {
    try {
      const lost = hope.lost();
      if (lost) throw lost;
      if (held > mostHeld) throw noRoom();
      if (inputs.length > 1) tell({ message: `${what}: ${done} of ${inputs.length}`, done, total: inputs.length });
      const one = await ask(input);
      found.push(one);
      held += jsonLength(one.answer);
      hope.met(undefined);
    } catch (error) {
      if (!isConnectorError(error)) throw error;
      failures.push(failure(error, { input }));
      hope.met(error);
    }
  }
  return { found, failures };
}

function noRoom(): ConnectorError {
  const already = `the result holds more than ${mostHeld / 1024 / 1024} MiB already`;
  return new ConnectorError('protocol', `not tried: ${already}`, { code: oversizedCode });
}
