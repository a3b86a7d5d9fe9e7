import type { Checkpoint, LogRecord, Origin, Progress, SideBatch, StorageChange } from '../../contract/index.ts';
import { isConnectorError } from '../../contract/index.ts';
import { createDelivery, type Delivery, join } from '../delivery/delivery.ts';
import { type DeliveryReport, loneCode, type Sink } from '../delivery/sink.ts';

/** Where batches come from: polls, a replay, or the rounds of a side stream, whose batches move no checkpoint. */
export interface BatchSource {
  readonly origin: Origin;
  poll(checkpoint: Checkpoint | undefined, signal: AbortSignal): AsyncIterable<SourceBatch>;
}

type SourceBatch = SideBatch & { readonly next?: Checkpoint };

export interface PipelineParts {
  readonly source: BatchSource;
  readonly sink: Sink;
  /** Saves what follows from an accepted batch: durable when it resolves. */
  readonly commit: (accepted: Accepted) => Promise<void>;
  /** The checkpoint last saved. */
  readonly saved: () => Checkpoint | undefined;
  /** Told what a poll that begins has to see on top of the saved storage: the changes of a batch in hand. */
  readonly hold?: (changes: readonly StorageChange[]) => void;
}

/** A batch of which every record is accepted, rejected for good, or to be set aside with the commit. */
export interface Accepted {
  /** Undefined: the checkpoint stays as it is. */
  readonly next: Checkpoint | undefined;
  readonly storage: readonly StorageChange[];
  readonly records: readonly LogRecord[];
  readonly progress: readonly Progress[];
  readonly report: DeliveryReport | undefined;
}

/** What a step came to. */
export type Advance =
  | { readonly step: 'saved'; readonly accepted: Accepted }
  | { readonly step: 'poll ended'; readonly more: boolean };

/** `gentle` ends what can be taken up again: asking and waiting. `hard` also ends a delivery under way. */
export interface StopSignals {
  readonly gentle: AbortSignal;
  readonly hard: AbortSignal;
}

/** The batch in hand. The same object until it is saved: by it a row knows a save that it has tried before. */
interface Pending extends Accepted {
  readonly delivery: Delivery | undefined;
  readonly lonely: boolean;
}

/**
 * Moves one batch at a time from the source to the sink to the state, in this order; that order is the promise. A step
 * that failed is taken again by the next call: a batch in hand is delivered again without asking the API, one that was
 * accepted is only saved again, and a failed poll begins anew from the checkpoint last saved.
 */
export function createPipeline({ source, sink, commit, saved, hold }: PipelineParts) {
  let poll: AsyncIterator<SourceBatch> | undefined;
  let pending: Pending | undefined;
  let more = false;

  async function advance({ gentle, hard }: StopSignals): Promise<Advance> {
    if (!pending || (pending.lonely && !pending.report)) {
      const batch = await pull(gentle);
      if (batch) pending = merged(pending, batch, source);
      else if (!pending) return { step: 'poll ended', more };
    }
    pending = await delivered(pending, hard);
    const accepted = pending;
    await commit(accepted);
    pending = undefined;
    hold?.([]);
    return { step: 'saved', accepted };
  }

  /** The next batch; undefined when the poll has ended. A poll goes on behind a batch in hand, else from what is saved. */
  async function pull(signal: AbortSignal): Promise<SourceBatch | undefined> {
    if (!poll) hold?.(pending?.storage ?? []);
    poll ??= source.poll(pending?.next ?? saved(), signal)[Symbol.asyncIterator]();
    try {
      const result = await poll.next();
      if (result.done) poll = undefined;
      else more = result.value.more;
      return result.done ? undefined : result.value;
    } catch (error) {
      poll = undefined;
      throw error;
    }
  }

  async function delivered(batch: Pending, signal: AbortSignal): Promise<Pending> {
    if (batch.report || !batch.delivery) return batch;
    try {
      return { ...batch, report: await sink.deliver(batch.delivery, signal) };
    } catch (error) {
      if (isConnectorError(error) && error.code === loneCode) pending = { ...batch, lonely: true };
      throw error;
    }
  }

  return {
    advance,
    /** Records in hand that are not accepted yet. */
    inHand: (): number => pending?.records.length ?? 0,
    /** Ends a poll that is under way. Never throws: how a source ends what nobody waits for changes nothing. */
    async stop(): Promise<void> {
      const ending = poll;
      poll = undefined;
      await ending?.return?.().catch(() => undefined);
    },
  };
}

export type Pipeline = ReturnType<typeof createPipeline>;

/** A batch, or a record that was refused alone together with the batch that came after it. */
function merged(before: Pending | undefined, batch: SourceBatch, source: BatchSource): Pending {
  const { next, storage = [] } = batch;
  if (!before?.delivery) {
    const delivery = batch.records.length > 0 ? createDelivery(source.origin, batch.records) : undefined;
    return {
      records: batch.records,
      progress: [batch.progress],
      next,
      storage,
      delivery,
      lonely: false,
      report: undefined,
    };
  }
  return {
    records: [...before.records, ...batch.records],
    progress: [...before.progress, batch.progress],
    next,
    storage: [...before.storage, ...storage],
    delivery: batch.records.length > 0 ? join(before.delivery, batch.records) : before.delivery,
    lonely: batch.records.length === 0,
    report: undefined,
  };
}
