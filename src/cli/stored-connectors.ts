import type { Configuration } from '../host/config/configuration.ts';
import type { Purpose } from '../host/config/load-configuration.ts';
import { holdsSealed } from '../host/saved/holds-sealed.ts';
import type { OperatorReader } from '../host/state/operator-store.ts';
import { openSqliteStateReader } from '../host/state/sqlite-reader.ts';
import type { CommandContext } from './command-context.ts';
import { completedBy, sealerOf } from './run/saved-connectors.ts';

/** A configuration with the connectors made in the console, as they are stored. @throws ConnectorError `state`. */
export async function withStoredConnectors(
  configuration: Configuration,
  context: CommandContext,
  purpose: Purpose,
): Promise<Configuration> {
  const stored = await openSqliteStateReader(configuration.state.directory);
  try {
    return await withStored(configuration, stored, context, purpose);
  } finally {
    await stored.close();
  }
}

/** The same with a store that is open already. */
export async function withStored(
  configuration: Configuration,
  operators: OperatorReader,
  context: CommandContext,
  purpose: Purpose,
): Promise<Configuration> {
  const { env, redactor } = context;
  const saved = await operators.savedConnectors();
  // Only a run makes a key file, so it is opened only where it must be there.
  const needsKey = purpose === 'connect' && saved.some(holdsSealed);
  const sealer = needsKey ? await sealerOf(configuration, operators, silentLogger) : undefined;
  const plugins = await context.plugins();
  return completedBy({ operators, plugins, env, redactor }, { sealer, purpose })(configuration);
}

/** Why the key file cannot be used is said of each connector that needs it. */
const silentLogger = { error: () => undefined };
