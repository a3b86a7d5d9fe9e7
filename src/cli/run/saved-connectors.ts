import { dirname } from 'node:path';
import { type ConnectorError, isConnectorError, type Logger, type Plugin } from '../../contract/index.ts';
import type { Configuration } from '../../host/config/configuration.ts';
import type { Purpose } from '../../host/config/load-configuration.ts';
import type { Sealer } from '../../host/saved/sealer.ts';
import { withSavedConnectors } from '../../host/saved/with-saved-connectors.ts';
import type { OperatorReader } from '../../host/state/operator-store.ts';
import type { Redactor } from '../../shared/redact.ts';
import { errorFields } from './error-fields.ts';
import type { Complete } from './reloader.ts';

export interface SavedParts {
  readonly operators: OperatorReader;
  readonly plugins: readonly Plugin[];
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly redactor: Pick<Redactor, 'add'>;
}

/** Adds what was saved in the console to what a file says. `sealer` is of the run; who only looks needs none. */
export function completedBy(
  { operators, plugins, env, redactor }: SavedParts,
  use: { readonly sealer: Sealer | undefined; readonly purpose: Purpose },
): Complete {
  const onSecret = (text: string): void => redactor.add(text);
  return async (file) => {
    const stored = { saved: await operators.savedConnectors(), damaged: await operators.damagedConnectors() };
    return withSavedConnectors(file, stored, { plugins, env, directory: dirname(file.path), onSecret, ...use });
  };
}

/**
 * The sealer of a configuration; undefined where it has no key file. One that cannot be used says so of every secret:
 * connectors that need none go on working.
 * @throws ConnectorError `state`.
 */
export async function sealerOf(
  { state: { keyFile, directory } }: Configuration,
  operators: OperatorReader,
  logger: Pick<Logger, 'error'>,
): Promise<Sealer | undefined> {
  if (keyFile === undefined) return undefined;
  try {
    // Only who has a key file waits for the cipher to be loaded.
    const { openSealer } = await import('../../host/saved/sealer.ts');
    return await openSealer({ keyFile, stateDirectory: directory, saved: await operators.savedConnectors() });
  } catch (error) {
    if (!isConnectorError(error) || error.kind !== 'config') throw error;
    logger.error(errorFields(error), 'the key file cannot be used');
    return brokenSealer(error);
  }
}

function brokenSealer(error: ConnectorError): Sealer {
  const refuse = async (): Promise<never> => Promise.reject(error);
  return { seal: refuse, unseal: refuse };
}
