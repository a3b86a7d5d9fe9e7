import { type Checkpoint, type ConnectorError, isConnectorError, type Tools } from '../../contract/index.ts';
import { type Accepted, type BatchSource, createPipeline } from '../collect/pipeline.ts';
import { needsAction, retryDelayMs } from '../collect/retry-delay.ts';
import { loneCode, type Sink } from '../delivery/sink.ts';

export interface DeliverOnceParts {
  /** Whose one poll is all there is. */
  readonly source: BatchSource;
  readonly sink: Sink;
  readonly tools: Pick<Tools, 'clock' | 'random'>;
  /** How long to go on failing, in milliseconds. */
  readonly giveUpAfterMs: number;
  /** Told of the totals after each batch, and the newest vendor time so far. */
  readonly onBatch: (delivered: Delivered, newestMs: number | undefined) => void;
  /** Told before a wait for the next attempt. */
  readonly onWait: (error: ConnectorError, ms: number) => void;
}

/** What became of the records. */
export interface Delivered {
  readonly records: number;
  readonly accepted: number;
  /** Of partial successes: the destination does not say which. */
  readonly rejected: number;
  /** Refused by the destination while it takes others. */
  readonly refused: number;
}

/**
 * Delivers what is read once as a run delivers, batch by batch, and tries again as a run does; its place is kept in memory.
 * @throws ConnectorError where a person has to act, or after failing for too long.
 */
export async function deliverOnce(parts: DeliverOnceParts, signal: AbortSignal): Promise<Delivered> {
  const { source, sink, onBatch } = parts;
  let place: Checkpoint | undefined;
  let delivered: Delivered = { records: 0, accepted: 0, rejected: 0, refused: 0 };
  const commit = async (accepted: Accepted): Promise<void> => {
    place = accepted.next;
    delivered = added(delivered, accepted);
    onBatch(delivered, accepted.progress.at(-1)?.newestMs);
  };
  const pipeline = createPipeline({ source, sink, commit, saved: () => place });
  try {
    await untilEnded(async () => pipeline.advance({ gentle: signal, hard: signal }), parts, signal);
    return delivered;
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
  { tools: { clock, random }, giveUpAfterMs, onWait }: DeliverOnceParts,
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

function added(before: Delivered, { records, report }: Accepted): Delivered {
  return {
    records: before.records + records.length,
    accepted: before.accepted + (report?.accepted ?? 0),
    rejected: before.rejected + (report?.partial.reduce((total, { count }) => total + count, 0) ?? 0),
    refused: before.refused + (report?.refused.length ?? 0),
  };
}
