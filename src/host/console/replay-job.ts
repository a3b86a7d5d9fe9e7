import type { z } from 'zod';
import type { periodSchema, ReplayState } from '../../api/operations.ts';
import { isConnectorError, type Period, type Storage } from '../../contract/index.ts';
import type { ConfiguredConnector } from '../config/configuration.ts';
import { createSink } from '../delivery/create-sink.ts';
import type { DestinationConfig } from '../delivery/destination.ts';
import type { Delivered } from '../replay/deliver-once.ts';
import { deliverPeriod } from '../replay/deliver-period.ts';
import { memoryMemo } from '../../shared/memory-memo.ts';
import { withSource } from '../with-source.ts';
import type { ConsoleContext } from './console-parts.ts';

/** How long a replay goes on failing before it gives up, milliseconds. */
const giveUpAfterMs = 10 * 60_000;

/** A period that is being sent again, in the background. */
export interface ReplayJob {
  readonly state: () => ReplayState;
  readonly isRunning: () => boolean;
  /** Resolves when it has ended. */
  cancel(): Promise<void>;
  /** Resolves when it has ended: by itself, or because it was cancelled. Never rejects. */
  readonly ended: Promise<ReplayState>;
}

export interface ReplayJobParts {
  readonly connector: ConfiguredConnector;
  readonly destination: DestinationConfig;
  readonly asked: z.infer<typeof periodSchema>;
  /** What the plugin has kept of the connector. */
  readonly memo: Readonly<Record<string, string>>;
  readonly storage: Storage;
  readonly tools: ConsoleContext['tools'];
}

/** Begins to send a period again: same ids, marked as a replay; moves no checkpoint. */
export function startReplayJob(parts: ReplayJobParts): ReplayJob {
  const { asked, tools } = parts;
  const period: Period = { fromMs: Date.parse(asked.from), toMs: Date.parse(asked.to) };
  const cancelled = new AbortController();
  const startedAt = new Date(tools.clock.now()).toISOString();
  let state: ReplayState = { ...asked, state: 'running', startedAt, records: 0, ratio: 0, message: null };

  const update = (change: Partial<ReplayState>): ReplayState => (state = { ...state, ...change });
  const onBatch = ({ records }: Delivered, newestMs: number | undefined): void => {
    const ratio = newestMs === undefined ? state.ratio : shareOf(period, newestMs);
    update({ records, ratio: Math.max(state.ratio, ratio), message: null });
  };

  async function run(): Promise<ReplayState> {
    try {
      const replayed = await deliver({ ...parts, period, onBatch }, update, cancelled.signal);
      return update({ state: 'done', records: replayed.records, ratio: 1, message: verdict(replayed) });
    } catch (error) {
      if (cancelled.signal.aborted) return update({ state: 'cancelled', message: null });
      if (isConnectorError(error)) return update({ state: 'failed', message: error.message });
      tools.logger.error({ stack: error instanceof Error ? error.stack : String(error) }, 'internal error');
      return update({ state: 'failed', message: 'an internal error; the log has it' });
    }
  }

  const ended = run();
  return {
    state: () => state,
    isRunning: () => state.state === 'running',
    async cancel() {
      cancelled.abort();
      await ended;
    },
    ended,
  };
}

interface Delivering extends ReplayJobParts {
  readonly period: Period;
  readonly onBatch: (replayed: Delivered, newestMs: number | undefined) => void;
}

async function deliver(
  { connector, destination, period, memo, storage, tools, onBatch }: Delivering,
  update: (change: Partial<ReplayState>) => void,
  signal: AbortSignal,
): Promise<Delivered> {
  const sink = createSink(destination, tools);
  const onWait: Parameters<typeof deliverPeriod>[0]['onWait'] = ({ message }, ms) =>
    update({ message: `${message}; trying again in ${Math.ceil(ms / 1000)} s` });
  try {
    return await withSource(connector, { ...tools, memo: memoryMemo(memo), storage }, async (source) =>
      deliverPeriod({ source, sink, period, tools, giveUpAfterMs, onBatch, onWait }, signal),
    );
  } finally {
    await sink.close();
  }
}

function shareOf({ fromMs, toMs }: Period, newestMs: number): number {
  return Math.min(1, Math.max(0, (newestMs - fromMs) / Math.max(1, toMs - fromMs)));
}

function verdict({ rejected, refused }: Delivered): string | null {
  return rejected + refused === 0 ? null : `${rejected + refused} records were refused by the destination.`;
}
