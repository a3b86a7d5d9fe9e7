import {
  type CommandResult,
  type LogRecord,
  maxBatchRecords,
  type SideBatch,
  type Tools,
} from '../../contract/index.ts';
import { createSink } from '../../host/delivery/create-sink.ts';
import type { DestinationConfig } from '../../host/delivery/destination.ts';
import { type Delivered, deliverOnce } from '../../host/replay/deliver-once.ts';
import type { CommandContext } from '../command-context.ts';
import { fetchProgress } from '../fetch/fetch-progress.ts';

export interface SendOptions {
  readonly send?: boolean;
  readonly destination?: string;
  /** Milliseconds. */
  readonly giveUpAfter: number;
}

export interface Sending {
  readonly options: SendOptions;
  readonly recordsTo: DestinationConfig;
  readonly tools: Tools;
}

/** Delivers the records of a result as `fetch` does. */
export async function sendRecords(
  { records, origin }: CommandResult,
  { options: { giveUpAfter }, recordsTo, tools }: Sending,
  { terminal, clock, signal }: CommandContext,
): Promise<Delivered> {
  const sink = createSink(recordsTo, tools);
  const source = { origin, poll: () => batchesOf(records) };
  const progress = fetchProgress(terminal, clock, false);
  try {
    return await deliverOnce({ source, sink, tools, giveUpAfterMs: giveUpAfter, ...progress }, signal);
  } finally {
    await sink.close();
  }
}

const nothing = { requests: 0, duplicates: 0, restricted: 0, unmapped: 0, overlapShortened: 0, caughtUp: true };

async function* batchesOf(records: readonly LogRecord[]): AsyncGenerator<SideBatch> {
  for (let at = 0; at < records.length; at += maxBatchRecords) {
    yield { records: records.slice(at, at + maxBatchRecords), more: false, progress: nothing };
  }
}
