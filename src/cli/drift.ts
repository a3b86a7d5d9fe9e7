import { openSqliteStateReader } from '../host/state/sqlite-reader.ts';
import { withSource } from '../host/with-source.ts';
import type { Command, ConnectorOptions, JsonOptions } from './command-context.ts';
import { connectorOf } from './configuration-of.ts';
import { driftLines } from './drift-lines.ts';
import { exitCodes } from './exit-code.ts';
import { lookingTools } from './looking-tools.ts';
import { printableJson } from './printable-json.ts';

/** Shows how what a connector reads differs from what is known. Takes no lock, asks nobody, and needs no secret. */
export const drift: Command<ConnectorOptions & JsonOptions> = async (options, context) => {
  const { terminal, clock } = context;
  const { configuration, connector } = await connectorOf(options, context, 'look');
  const stored = await openSqliteStateReader(configuration.state.directory);
  try {
    const tools = { ...lookingTools(context), storage: stored.storage(connector.id) };
    const noticed = await withSource(connector, tools, async (source) => source.insights?.());
    const findings = noticed?.drift ?? [];
    if (options.json) terminal.out(printableJson(findings, 2));
    else for (const line of driftLines(findings, clock.now(), terminal.style)) terminal.out(line);
    if (findings.length === 0) {
      const hasRead = (await stored.load(connector.id))?.checkpoint !== undefined;
      const told = hasRead ? 'Nothing that it has read differs from what is known' : 'It has read nothing yet';
      terminal.say(`${connector.id}: ${told}.`);
    }
    return exitCodes.done;
  } finally {
    await stored.close();
  }
};
