import { ConnectorError, type Period, type Source, type Tools } from '../contract/index.ts';
import { effectiveDestination } from '../host/config/effective-destination.ts';
import { createSink } from '../host/delivery/create-sink.ts';
import type { DestinationConfig } from '../host/delivery/destination.ts';
import type { Command, CommandContext, ConnectorOptions, JsonOptions } from './command-context.ts';
import { connectorOf } from './configuration-of.ts';
import { countedText } from './counted-text.ts';
import { destinationNamed } from './destination-named.ts';
import { utcText } from './duration-text.ts';
import { exitCodes } from './exit-code.ts';
import type { Delivered } from '../host/replay/deliver-once.ts';
import { deliverPeriod } from '../host/replay/deliver-period.ts';
import { replayProgress } from './replay/replay-progress.ts';
import { withSavedSource } from './with-saved-source.ts';

export interface ReplayOptions extends ConnectorOptions, JsonOptions {
  /** Epoch milliseconds, both included. */
  readonly from: number;
  readonly to: number;
  readonly destination?: string;
  /** Milliseconds. */
  readonly giveUpAfter: number;
}

/** Delivers a period again. Changes no state: a run may go on meanwhile. */
export const replay: Command<ReplayOptions> = async (options, context) => {
  const { from: fromMs, to: toMs } = options;
  if (fromMs > toMs)
    throw new ConnectorError('config', `--from (${utcText(fromMs)}) lies after --to (${utcText(toMs)})`);
  const chosen = await connectorOf(options, context);
  const { configuration, connector } = chosen;
  const destination = destinationNamed(options.destination, effectiveDestination(connector, configuration).config);
  const period = { fromMs, toMs };
  const replayed = await withSavedSource(chosen, context, async (source, tools) =>
    deliverTo(destination, { source, period, tools, giveUpAfterMs: options.giveUpAfter }, context),
  );
  return told(replayed, options, context);
};

interface Delivering {
  readonly source: Source;
  readonly period: Period;
  readonly tools: Tools;
  readonly giveUpAfterMs: number;
}

async function deliverTo(
  destination: DestinationConfig,
  { source, period, tools, giveUpAfterMs }: Delivering,
  { terminal, clock, signal }: CommandContext,
): Promise<Delivered> {
  const sink = createSink(destination, tools);
  const progress = await replayProgress(period, terminal, clock);
  const onWait = (error: ConnectorError, ms: number) =>
    progress.note(`${error.message}; trying again in ${Math.ceil(ms / 1000)} s`);
  try {
    return await deliverPeriod(
      { source, sink, period, tools, giveUpAfterMs, onBatch: progress.delivered, onWait },
      signal,
    );
  } finally {
    progress.end();
    await sink.close();
  }
}

function told(replayed: Delivered, { json, from, to }: ReplayOptions, { terminal }: CommandContext): number {
  const { records, accepted, rejected, refused } = replayed;
  if (json) terminal.out(JSON.stringify(replayed, null, 2));
  else {
    terminal.out(`${countedText(records, 'record')} from ${utcText(from)} to ${utcText(to)}: ${accepted} accepted`);
    if (rejected + refused > 0)
      terminal.out(`${rejected} rejected and ${refused} refused by the destination: not delivered`);
  }
  return rejected + refused > 0 ? exitCodes.failed : exitCodes.done;
}
