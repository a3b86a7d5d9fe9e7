import type { BrokenConnector, Configuration, ConfiguredConnector } from '../host/config/configuration.ts';
import type { Finding } from '../host/config/findings.ts';
import { loadConfiguration, type LoadedConfiguration, type Purpose } from '../host/config/load-configuration.ts';
import { ConnectorError } from '../contract/index.ts';
import { nearestName } from '../shared/nearest-name.ts';
import type { CommandContext, ConfigOptions, ConnectorOptions } from './command-context.ts';
import { countedText } from './counted-text.ts';
import { findingText } from './finding-text.ts';
import { withStoredConnectors } from './stored-connectors.ts';
import type { Terminal } from './terminal.ts';

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
  throw invalidConfiguration(config, loaded.problems, context.terminal);
}

/** Says what is wrong with a configuration; returns the error that is left to throw. */
export function invalidConfiguration(
  config: string,
  problems: readonly Finding[],
  terminal: Pick<Terminal, 'say'>,
): ConnectorError {
  for (const problem of problems) terminal.say(findingText(config, problem));
  return new ConnectorError('config', `${config} cannot be used: ${countedText(problems.length, 'problem')}`, {
    code: 'CFG-001',
  });
}

export interface ChosenConnector {
  readonly configuration: Configuration;
  readonly connector: ConfiguredConnector;
}

/**
 * The configuration, and the connector with this id, of the file or made in the console; without an id the only one there
 * is. @throws ConnectorError `config`, `state`.
 */
export async function connectorOf(
  options: ConnectorOptions,
  context: CommandContext,
  purpose?: Purpose,
): Promise<ChosenConnector> {
  const configuration = await configurationOf(options, context, purpose);
  const { connector: id } = options;
  const found = configuration.connectors.find((connector) => connector.id === id);
  if (found) return { configuration, connector: found };
  // Only then: one of the file can be worked with whatever has become of the state.
  const whole = await withStoredConnectors(configuration, context, purpose ?? 'connect');
  return { configuration: whole, connector: id === undefined ? onlyConnector(whole) : connectorNamed(id, whole) };
}

function onlyConnector({ path, connectors, broken }: Configuration): ConfiguredConnector {
  const ids = [...connectors, ...broken].map(({ id }) => id);
  const [only] = connectors;
  if (only && ids.length === 1) return only;
  throw new ConnectorError('config', `${path} has ${ids.length} connectors: say which one`, {
    code: 'CFG-001',
    remedy: ids.length === 0 ? 'Add one.' : `Give --connector one of ${ids.join(', ')}.`,
  });
}

function connectorNamed(id: string, { path, connectors, broken }: Configuration): ConfiguredConnector {
  const found = connectors.find((connector) => connector.id === id);
  if (found) return found;
  const wrong = broken.find((connector) => connector.id === id);
  if (wrong) throw brokenError(wrong);
  const ids = connectors.map((connector) => connector.id);
  const nearest = nearestName(id, ids);
  const meant = nearest === undefined ? '' : `Did you mean ${nearest}? `;
  throw new ConnectorError('config', `${path} has no connector ${id}`, {
    code: 'CFG-001',
    remedy: `${meant}It has ${ids.join(', ')}.`,
  });
}

/** Why a connector made in the console cannot be worked with. */
export function brokenError({ id, message, remedy }: BrokenConnector): ConnectorError {
  return new ConnectorError('config', `Connector ${id} cannot be configured: ${message}`, { code: 'CFG-001', remedy });
}
