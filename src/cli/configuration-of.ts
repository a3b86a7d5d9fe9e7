import type { Configuration, ConfiguredConnector } from '../host/config/configuration.ts';
import { loadConfiguration, type LoadedConfiguration, type Purpose } from '../host/config/load-configuration.ts';
import { ConnectorError } from '../contract/index.ts';
import { nearestName } from '../shared/nearest-name.ts';
import type { CommandContext, ConfigOptions, ConnectorOptions } from './command-context.ts';
import { findingText } from './finding-text.ts';

/** Reads a configuration; whatever secret is in it is masked from then on. */
export async function readConfiguration(
  file: string,
  context: CommandContext,
  purpose: Purpose = 'connect',
): Promise<LoadedConfiguration> {
  const { env, redactor } = context;
  const onSecret = (secret: string) => redactor.add(secret);
  return loadConfiguration(file, { plugins: await context.plugins(), env, onSecret, purpose });
}

/** The configuration. @throws ConnectorError `config` once its problems have been told. */
export async function configurationOf(
  { config }: ConfigOptions,
  context: CommandContext,
  purpose?: Purpose,
): Promise<Configuration> {
  const loaded = await readConfiguration(config, context, purpose);
  if (loaded.ok) return loaded.configuration;
  for (const problem of loaded.problems) context.terminal.say(findingText(config, problem));
  throw invalidConfiguration(config, loaded.problems.length);
}

export function invalidConfiguration(config: string, problems: number): ConnectorError {
  const count = `${problems} problem${problems === 1 ? '' : 's'}`;
  return new ConnectorError('config', `${config} cannot be used: ${count}`, { code: 'CFG-001' });
}

export interface ChosenConnector {
  readonly configuration: Configuration;
  readonly connector: ConfiguredConnector;
}

/** The configuration, and the connector with this id. @throws ConnectorError `config`. */
export async function connectorOf(
  options: ConnectorOptions,
  context: CommandContext,
  purpose?: Purpose,
): Promise<ChosenConnector> {
  const configuration = await configurationOf(options, context, purpose);
  return { configuration, connector: connectorNamed(options.connector, configuration) };
}

export function connectorNamed(id: string, { path, connectors }: Configuration): ConfiguredConnector {
  const found = connectors.find((connector) => connector.id === id);
  if (found) return found;
  const ids = connectors.map((connector) => connector.id);
  const nearest = nearestName(id, ids);
  const meant = nearest === undefined ? '' : `Did you mean ${nearest}? `;
  throw new ConnectorError('config', `${path} has no connector ${id}`, {
    code: 'CFG-001',
    remedy: `${meant}It has ${ids.join(', ')}.`,
  });
}
