import type { Command, ConfigOptions, JsonOptions } from './command-context.ts';
import { invalidConfiguration, readConfiguration } from './configuration-of.ts';
import { countedText } from './counted-text.ts';
import { exitCodes } from './exit-code.ts';
import { findingText } from './finding-text.ts';

/** Checks a configuration: no network, no state. */
export const validate: Command<ConfigOptions & JsonOptions> = async ({ config, json }, context) => {
  const { terminal } = context;
  const loaded = await readConfiguration(config, context);
  const { ok, warnings } = loaded;
  const problems = loaded.ok ? [] : loaded.problems;
  const connectors = loaded.ok ? loaded.configuration.connectors : [];
  if (json) {
    const shown = connectors.map(({ id, name, config: { source, tenant } }) => ({ id, name, source, tenant }));
    terminal.out(JSON.stringify({ ok, problems, warnings, connectors: shown }, null, 2));
    return ok ? exitCodes.done : exitCodes.usage;
  }
  for (const warning of warnings) terminal.say(`warning: ${findingText(config, warning)}`);
  if (!ok) throw invalidConfiguration(config, problems, terminal);
  const ids = connectors.map(({ id }) => id).join(', ');
  const counted = `${countedText(connectors.length, 'connector')} (${ids})`;
  terminal.out(
    `${config} is right: ${connectors.length === 0 ? 'no connectors, they are added in the console' : counted}`,
  );
  return exitCodes.done;
};
