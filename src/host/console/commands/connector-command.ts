import type { ConnectorCommand } from '../../../api/commands.ts';
import type { CommandDescription, CommandsAllowed, PluginCommand } from '../../../contract/index.ts';
import type { ConfiguredConnector } from '../../config/configuration.ts';
import { ConsoleProblem } from '../console-problem.ts';

/** The commands that connectors of this source can run. */
export function commandsOfConnector({ plugin, config }: ConfiguredConnector): readonly PluginCommand[] {
  return plugin.commands.filter(({ description }) => description.sources.includes(config.source));
}

/** @throws ConsoleProblem 404. */
export function requireCommand(connector: ConfiguredConnector, name: string): PluginCommand {
  const found = commandsOfConnector(connector).find(({ description }) => description.name === name);
  if (!found) throw new ConsoleProblem(404, { error: 'The connector has no such command' });
  return found;
}

/** What the connector allows. */
export function allowedBy({ config }: ConfiguredConnector): CommandsAllowed {
  return config.commands ?? 'off';
}

/** Why the connector does not allow a command; null: it does. */
export function refusalOf({ access }: CommandDescription, allowed: CommandsAllowed): ConnectorCommand['refused'] {
  if (allowed === 'write' || (allowed === 'read' && access === 'read')) return null;
  const what = access === 'write' ? 'commands that change something' : 'commands';
  return {
    error: `The connector does not allow ${what} (commands: ${allowed})`,
    remedy: `An admin can set commands: ${access} for it, if this is to be done with its key.`,
  };
}
