import { type CommandFailure, ConnectorError, type ErrorKind, isConnectorError } from '../../contract/index.ts';
import type { ReadMeans } from './command-definition.ts';

export interface OneByOne<Found> {
  /** What was found, in the order of the inputs. */
  readonly found: readonly Found[];
  readonly failures: readonly CommandFailure[];
}

/** What is wrong with the key or the way there is wrong for every input. */
const alikeForAll: ReadonlySet<ErrorKind> = new Set(['auth', 'permission', 'license', 'untrusted']);
/** What has outlasted patience twice in a row will outlast it again. */
const lasting: ReadonlySet<ErrorKind> = new Set(['throttled', 'unavailable']);

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

function isHopeless({ kind }: ConnectorError, before: ConnectorError | undefined): boolean {
  return alikeForAll.has(kind) || (lasting.has(kind) && before?.kind === kind);
}

/** The same for an input that was not asked for. */
function notTried(error: ConnectorError): ConnectorError {
  const { kind, message, code, remedy, status } = error;
  return new ConnectorError(kind, `not tried, after: ${message}`, {
    ...(code !== undefined && { code }),
    ...(remedy !== undefined && { remedy }),
    ...(status !== undefined && { status }),
  });
}
