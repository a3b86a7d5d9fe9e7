import { ConnectorError, type FetchQuery, type FieldReport, type Source, type Tools } from '../contract/index.ts';
import type { BatchSource } from '../host/collect/pipeline.ts';
import { effectiveDestination } from '../host/config/effective-destination.ts';
import { createSink } from '../host/delivery/create-sink.ts';
import { type Delivered, deliverOnce } from '../host/replay/deliver-once.ts';
import type { Command, CommandContext, ConnectorOptions, JsonOptions } from './command-context.ts';
import { type ChosenConnector, connectorOf } from './configuration-of.ts';
import { countedText } from './counted-text.ts';
import { destinationNamed } from './destination-named.ts';
import { exitCodes } from './exit-code.ts';
import { findingText } from './finding-text.ts';
import { fetchProgress } from './fetch/fetch-progress.ts';
import { fetchQueryOf, type FetchWords } from './fetch/fetch-query-of.ts';
import { printSink } from './fetch/print-sink.ts';
import { withSavedSource } from './with-saved-source.ts';

export interface FetchOptions extends ConnectorOptions, JsonOptions, FetchWords {
  /** To the connector's destination; with `destination` to that one. */
  readonly send?: boolean;
  readonly destination?: string;
  /** Milliseconds. */
  readonly giveUpAfter: number;
}

/** Asks once, and prints or sends the answer. Touches no state: a run may go on meanwhile. */
export const fetch: Command<FetchOptions> = async (options, context) => {
  const query = fetchQueryOf(options);
  const chosen = await connectorOf(options, context);
  const { connector } = chosen;
  const prints = options.send !== true && options.destination === undefined;
  const delivered = await withSavedSource(chosen, context, async (source, tools) => {
    const asked = askedOnce(source, query, connector.config.source);
    warn(source.fetchWarnings?.(query) ?? [], context);
    return deliver(asked, { options, chosen, prints, tools }, context);
  });
  return prints ? toldOfPrinted(delivered, chosen, context) : toldOfSent(delivered, options, context);
};

function askedOnce(source: Source, query: FetchQuery, name: string): BatchSource {
  const { origin, fetch: ask } = source;
  if (!ask) throw new ConnectorError('config', `${name} cannot be fetched from`, { code: 'CFG-001' });
  return { origin, poll: (place, stop) => ask(query, place, stop) };
}

function warn(reports: readonly FieldReport[], { terminal }: CommandContext): void {
  for (const { warnings, ...report } of reports) {
    for (const message of warnings) terminal.say(`warning: ${findingText('--only', { ...report, message })}`);
  }
}

interface Fetching {
  readonly options: FetchOptions;
  readonly chosen: ChosenConnector;
  readonly prints: boolean;
  readonly tools: Tools;
}

async function deliver(
  source: BatchSource,
  { options, chosen: { connector, configuration }, prints, tools }: Fetching,
  context: CommandContext,
): Promise<Delivered> {
  const { terminal, clock, signal } = context;
  const usual = effectiveDestination(connector, configuration).config;
  const indent = terminal.outIsTerminal && !options.json ? 2 : 0;
  const sink = prints ? printSink(terminal, indent) : createSink(destinationNamed(options.destination, usual), tools);
  const progress = fetchProgress(terminal, clock, prints);
  try {
    return await deliverOnce({ source, sink, tools, giveUpAfterMs: options.giveUpAfter, ...progress }, signal);
  } finally {
    await sink.close();
  }
}

function toldOfPrinted({ records }: Delivered, { connector }: ChosenConnector, { terminal }: CommandContext): number {
  if (records === 0) terminal.say(`${connector.config.tenant} has no such records of ${connector.config.source}.`);
  return exitCodes.done;
}

function toldOfSent(delivered: Delivered, { json }: FetchOptions, { terminal }: CommandContext): number {
  const { records, accepted, rejected, refused } = delivered;
  if (json) terminal.out(JSON.stringify(delivered, null, 2));
  else {
    terminal.out(`${countedText(records, 'record')}: ${accepted} accepted`);
    if (rejected + refused > 0)
      terminal.out(`${rejected} rejected and ${refused} refused by the destination: not delivered`);
  }
  return rejected + refused > 0 ? exitCodes.failed : exitCodes.done;
}
