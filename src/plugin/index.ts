import type { ConnectorConfig, Plugin } from '../contract/index.ts';
import { commandSources } from './command-sources.ts';
import { commandDefinitions } from './commands/index.ts';
import { pluginCommand } from './commands/plugin-command.ts';
import type { CortexConfig } from './cortex-config.ts';
import { manifest } from './manifest.ts';
import { createShared, openConnection } from './open-connection.ts';
import { openSource } from './open-source.ts';
import { sources } from './sources/index.ts';
import { testConnection } from './test-connection.ts';
import type { TestSubject } from './test-connection/stages.ts';
import { validateConnector } from './validate.ts';

/**
 * Makes the Cortex plugin: Cortex XDR incidents and Cortex XSOAR audit logs. A host makes one and opens all its
 * connectors with it, because connectors of one tenant share that tenant's allowance of requests. It holds nothing to
 * close; each open source is closed by itself.
 *
 * `test` and `open` take only what `validate` returned, unchanged: it holds secrets that no copy through JSON survives.
 * `open` throws a ConnectorError `config` when the host cannot make a way out with these settings.
 */
export function createCortexPlugin(): Plugin {
  const shared = createShared();
  return {
    manifest,
    validate: validateConnector,
    test: (config, tools, signal) => testConnection(subjectOf(config), { tools, shared }, signal),
    open: (config, tools) => {
      const { definition, settings } = subjectOf(config);
      return openSource(definition, settings, openConnection(settings, tools, shared), tools);
    },
    commands: commandDefinitions.map((command) => pluginCommand(command, commandSources, shared)),
  };
}

/** To the host a config is opaque; only {@link validateConnector} makes one, and it makes this type. */
function subjectOf(config: ConnectorConfig): TestSubject {
  const definition = sources.find(({ id }) => id === config.source);
  if (!definition) throw new TypeError(`there is no source ${config.source}: the config is none of this plugin's`);
  return { definition, settings: config as CortexConfig };
}
