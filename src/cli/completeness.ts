import { openSqliteStateReader } from '../host/state/sqlite-reader.ts';
import { withSource } from '../host/with-source.ts';
import type { Command, ConnectorOptions, JsonOptions } from './command-context.ts';
import { connectorOf } from './configuration-of.ts';
import { exitCodes } from './exit-code.ts';
import { lookingTools } from './looking-tools.ts';
import { periodLines } from './period-lines.ts';
import { printableJson } from './printable-json.ts';

const whyNot = 'its records change, counting is off (completeness: off), or none has come yet';

/** Shows what was counted against what the API reports. Takes no lock, asks nobody, and needs no secret. */
export const completeness: Command<ConnectorOptions & JsonOptions> = async (options, context) => {
  const { terminal } = context;
  const { configuration, connector } = await connectorOf(options, context, 'look');
  const stored = await openSqliteStateReader(configuration.state.directory);
  try {
    const tools = { ...lookingTools(context), storage: stored.storage(connector.id) };
    const noticed = await withSource(connector, tools, async (source) => source.insights?.());
    const periods = noticed?.periods ?? [];
    if (options.json) terminal.out(printableJson(periods, 2));
    else for (const line of periodLines(periods, terminal.style)) terminal.out(line);
    if (periods.length === 0) terminal.say(`Nothing of ${connector.id} has been counted: ${whyNot}.`);
    return exitCodes.done;
  } finally {
    await stored.close();
  }
};
