import {
  type Checkpoint,
  type ConnectorError,
  isConnectorError,
  type Period,
  type Source,
  type Tools,
} from '../../contract/index.ts';
import { type Accepted, createPipeline } from '../collect/pipeline.ts';
import { needsAction, retryDelayMs } from '../collect/retry-delay.ts';
import { loneCode, type Sink } from '../delivery/sink.ts';

export interface DeliverPeriodParts {
  readonly source: Source;
  readonly sink: Sink;
  readonly period: Period;
  readonly tools: Pick<Tools, 'clock' | 'random'>;
  /** How long to go on failing, in milliseconds. */
  readonly giveUpAfterMs: number;
  /** Told of the totals after each batch, and the newest vendor time so far. */
  readonly onBatch: (replayed: Replayed, newestMs: number | undefined) => void;
  /** Told before a wait for the next attempt. */
  readonly onWait: (error: ConnectorError, ms: number) => void;
}

/** What became of a period's records. */
export interface Replayed {
  readonly records: number;
  readonly accepted: number;
  /** Of partial successes: the destination does not say which. */
  readonly rejected: number;
  /** Refused by the destination while it takes others. */
  readonly refused: number;
}

/**
 * Delivers a period as a run delivers, batch by batch, and tries again as a run does; its place is kept in memory.
 * @throws ConnectorError where a person has to act, or after failing for too long.
 */
export async function deliverPeriod(parts: DeliverPeriodParts, signal: AbortSignal): Promise<Replayed> {
  const { source, sink, period, onBatch } = parts;
  let place: Checkpoint | undefined;
  let replayed: Replayed = { records: 0, accepted: 0, rejected: 0, refused: 0 };
  const commit = async (accepted: Accepted): Promise<void> => {
    place = accepted.next;
    replayed = added(replayed, accepted);
    onBatch(replayed, accepted.progress.at(-1)?.newestMs);
  };
  const again: Source = { ...source, poll: (checkpoint, stop) => source.replay(period, checkpoint, stop) };
  const pipeline = createPipeline({ source: again, sink, commit, saved: () => place });
  try {
    await untilEnded(async () => pipeline.advance({ gentle: signal, hard: signal }), parts, signal);
    return replayed;
  } finally {
    await pipeline.stop();
  }
}

interface Failing {
  readonly inARow: number;
  readonly sinceMs: number;
  readonly code: string | undefined;
}

async function untilEnded(
  advance: () => Promise<{ readonly step: 'saved' | 'poll ended' }>,
  { tools: { clock, random }, giveUpAfterMs, onWait }: DeliverPeriodParts,
  signal: AbortSignal,
): Promise<void> {
  let failing: Failing | undefined;
  for (;;) {
    signal.throwIfAborted();
    try {
      if ((await advance()).step === 'poll ended') return;
      failing = undefined;
    } catch (error) {
      signal.throwIfAborted();
      if (!isConnectorError(error)) throw error;
      const before: Failing = failing ?? { inARow: 0, sinceMs: clock.elapsed(), code: undefined };
      failing = { ...before, inARow: before.inARow + 1, code: error.code };
      if (isFinal(error, before, clock.elapsed() - before.sinceMs >= giveUpAfterMs)) throw error;
      // A record that was refused alone waits for the next batch, not for the destination to change.
      if (error.code === loneCode) continue;
      const leftMs = Math.max(0, failing.sinceMs + giveUpAfterMs - clock.elapsed());
      const delayMs = Math.min(retryDelayMs(error, failing.inARow, random.fraction()), leftMs);
      onWait(error, delayMs);
      await clock.sleep(delayMs, signal);
      // However long we were asked to wait: giving up comes first.
      if (delayMs === leftMs) throw error;
    }
  }
}

function isFinal({ kind, code }: ConnectorError, before: Failing, isTooLong: boolean): boolean {
  // Refused alone, and nobody came: there is no company in what is left of the period.
  if (code === loneCode) return before.code === loneCode;
  return isTooLong || needsAction(kind, before.inARow + 1);
}

function added(before: Replayed, { records, report }: Accepted): Replayed {
  return {
    records: before.records + records.length,
    accepted: before.accepted + (report?.accepted ?? 0),
    rejected: before.rejected + (report?.partial.reduce((total, { count }) => total + count, 0) ?? 0),
    refused: before.refused + (report?.refused.length ?? 0),
  };
}
