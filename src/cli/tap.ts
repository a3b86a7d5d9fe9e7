import type { Command, ConnectorOptions, JsonOptions } from './command-context.ts';
import { connectorOf } from './configuration-of.ts';
import { exitCodes } from './exit-code.ts';
import { printableJson } from './printable-json.ts';
import { withSavedSource } from './with-saved-source.ts';

export interface TapOptions extends ConnectorOptions, JsonOptions {
  readonly limit: number;
}

/** Prints the newest records as they would be delivered, or were: a line each, or spread out for a person. */
export const tap: Command<TapOptions> = async (options, context) => {
  const { terminal, signal } = context;
  const chosen = await connectorOf(options, context);
  const records = await withSavedSource(chosen, context, async (source) => source.sample(options.limit, signal));
  const { config } = chosen.connector;
  const indent = terminal.outIsTerminal && !options.json ? 2 : 0;
  for (const record of records.slice(0, options.limit)) terminal.out(printableJson(record, indent));
  if (records.length === 0) terminal.say(`${config.tenant} has no records of ${config.source}.`);
  return exitCodes.done;
};
