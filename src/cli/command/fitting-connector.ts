import { type CommandDescription, ConnectorError, isConnectorError } from '../../contract/index.ts';
import type { Configuration } from '../../host/config/configuration.ts';
import type { CommandContext } from '../command-context.ts';
import { type ChosenConnector, configurationOf, connectorOf } from '../configuration-of.ts';
import { explainError } from '../explain-error.ts';
import { withStoredConnectors } from '../stored-connectors.ts';

export interface FittingOptions {
  readonly config?: string;
  readonly connector?: string;
}

/** The connector that was named, else the only one of a source that knows the command. @throws ConnectorError `config`, `state`. */
export async function fittingConnector(
  { name, sources }: CommandDescription,
  { config, connector: id }: FittingOptions,
  context: CommandContext,
): Promise<ChosenConnector> {
  const options = { config: neededConfig(config) };
  const fits = ({ config: { source } }: ChosenConnector['connector']) => sources.includes(source);
  if (id !== undefined) {
    const chosen = await connectorOf({ ...options, connector: id }, context);
    if (fits(chosen.connector)) return chosen;
    throw noFit(`${id} is a connector of ${chosen.connector.config.source}, which does not know ${name}`, sources);
  }
  const configuration = await wholeConfiguration(await configurationOf(options, context), context);
  const fitting = configuration.connectors.filter(fits);
  const [only] = fitting;
  if (!only) throw noFit(`${configuration.path} has no connector that knows ${name}`, sources);
  if (fitting.length > 1) {
    throw new ConnectorError('config', `${fitting.length} connectors know ${name}: say which one's key is to be used`, {
      code: 'CFG-001',
      remedy: `Give --connector one of ${fitting.map((each) => each.id).join(', ')}.`,
    });
  }
  return { configuration, connector: only };
}

/** Of every command that needs one: the option is left out where only help is wanted. */
export function neededConfig(config: string | undefined): string {
  if (config !== undefined) return config;
  throw new ConnectorError('config', 'which configuration?', { remedy: 'Give --config FILE.' });
}

/** With the connectors made in the console, as far as the state can be read. */
async function wholeConfiguration(file: Configuration, context: CommandContext): Promise<Configuration> {
  try {
    return await withStoredConnectors(file, context, 'connect');
  } catch (error) {
    if (!isConnectorError(error) || error.kind !== 'state') throw error;
    context.terminal.say(explainError(error));
    return file;
  }
}

function noFit(message: string, sources: readonly string[]): ConnectorError {
  const remedy = `It takes a connector of ${sources.join(', ')}.`;
  return new ConnectorError('config', message, { code: 'CMD-901', remedy });
}
