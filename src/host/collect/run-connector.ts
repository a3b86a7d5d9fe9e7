import {
  type Clock,
  ConnectorError,
  type ErrorKind,
  isConnectorError,
  type Logger,
  type Random,
} from '../../contract/index.ts';
import { loneCode } from '../delivery/sink.ts';
import type { Monitor } from '../status/monitor.ts';
import { createFailureStreak, type Failing } from './failure-streak.ts';
import type { Pipeline, StopSignals } from './pipeline.ts';
import { needsAction, retryDelayMs } from './retry-delay.ts';
import type { Wakeable } from './wakeable.ts';

export interface ConnectorRun {
  /** A fresh pipeline from what is saved: at the start, and after a bug. @throws ConnectorError `state`. */
  readonly openPipeline: () => Promise<Pipeline>;
  readonly monitor: Pick<Monitor, 'pollBegan' | 'pollEnded' | 'failed'>;
  readonly clock: Clock;
  readonly random: Pick<Random, 'fraction'>;
  readonly logger: Logger;
  readonly pollIntervalMs: number;
  /** Ends a wait early: *poll now*. */
  readonly wakeable: Wakeable;
  /** Told that a poll begins; may save it. */
  readonly pollBegan: () => void;
  /** Told that a poll ended well. @throws ConnectorError `state`. */
  readonly pollEnded: () => Promise<void>;
  /** Told how an attempt at a poll ended, and what it took, in milliseconds. */
  readonly attempted: (ms: number, outcome: AttemptOutcome) => void;
  /** Told of a failure that the monitor knows of, before the wait. Never throws. */
  readonly failed: (error: ConnectorError) => Promise<void>;
  /** Only for a run that ends by itself: when to give up, in milliseconds of failing without a break. */
  readonly once: { readonly giveUpAfterMs: number } | undefined;
}

/** How an attempt at a poll or a delivery ended: well, or with an error of this kind. */
export type AttemptOutcome = 'ok' | ErrorKind;

/** How a run that ends by itself ended. */
export type ConnectorOutcome =
  | { readonly ended: 'caught up' }
  | { readonly ended: 'gave up'; readonly error: ConnectorError };

/**
 * The one retry loop of the program. Polls, waits for the interval, waits longer after a failure, never gives data up.
 * Ends with the signal's reason when it is stopped, or, for a run that ends by itself, with its outcome.
 */
export async function runConnector(run: ConnectorRun, stop: StopSignals): Promise<ConnectorOutcome> {
  const { clock, monitor, once } = run;
  let pipeline: Pipeline | undefined;
  const streak = createFailureStreak();
  try {
    for (;;) {
      const begunMs = clock.elapsed();
      try {
        pipeline ??= await run.openPipeline();
        const { caughtUp } = await pollOnce(run, pipeline, streak.delivered, stop);
        streak.pollEnded();
        if (once && caughtUp) return { ended: 'caught up' };
      } catch (thrown) {
        stop.gentle.throwIfAborted();
        const error = classified(thrown, run.logger);
        const failing = streak.failed(error.kind, clock.elapsed());
        run.attempted(clock.elapsed() - begunMs, error.kind);
        if (error !== thrown) pipeline = await discarded(pipeline);
        const { delayMs, ends } = afterFailure(error, failing, run);
        monitor.failed(error, failing, clock.elapsed() + delayMs);
        await run.failed(error);
        if (delayMs > 0) await waitAfter(error, { inARow: failing.inARow, delayMs }, run, stop.gentle);
        if (ends) return { ended: 'gave up', error };
      }
    }
  } finally {
    await pipeline?.stop();
  }
}

/** One poll, batch by batch, and the wait until the next one is due. */
async function pollOnce(
  { monitor, clock, pollIntervalMs, wakeable, pollBegan, pollEnded, attempted, once }: ConnectorRun,
  pipeline: Pipeline,
  delivered: () => void,
  stop: StopSignals,
): Promise<{ readonly caughtUp: boolean }> {
  const begunMs = clock.elapsed();
  let caughtUp = false;
  monitor.pollBegan();
  pollBegan();
  for (;;) {
    const advance = await pipeline.advance(stop);
    stop.gentle.throwIfAborted();
    if (advance.step === 'saved') {
      caughtUp = advance.accepted.progress.at(-1)?.caughtUp ?? false;
      if (advance.accepted.records.length > 0) delivered();
      continue;
    }
    await pollEnded();
    attempted(clock.elapsed() - begunMs, 'ok');
    const nextMs = advance.more ? clock.elapsed() : begunMs + pollIntervalMs;
    monitor.pollEnded(nextMs);
    const waitMs = nextMs - clock.elapsed();
    if (waitMs > 0 && !(once && caughtUp)) await wakeable.sleep(waitMs, stop.gentle);
    return { caughtUp };
  }
}

/**
 * How long to wait, in milliseconds, and whether the run ends then: at once where a person has to act, else after failing
 * for long enough, even where we were asked to wait for longer.
 */
function afterFailure(
  error: ConnectorError,
  failing: Failing,
  run: ConnectorRun,
): { readonly delayMs: number; readonly ends: boolean } {
  const { once, clock } = run;
  if (once && needsAction(error.kind, failing.inARow) && error.code !== loneCode) return { delayMs: 0, ends: true };
  const delayMs = delayAfter(error, failing, run);
  const leftMs = once ? Math.max(0, failing.sinceMs + once.giveUpAfterMs - clock.elapsed()) : Infinity;
  return { delayMs: Math.min(delayMs, leftMs), ends: leftMs <= delayMs };
}

function delayAfter(error: ConnectorError, failing: Failing, { pollIntervalMs, random }: ConnectorRun): number {
  // A record that was refused alone waits for others to come, not for the endpoint to change.
  if (error.code === loneCode) return pollIntervalMs;
  // One page is stuck while others bring records: those are not kept waiting for it.
  const goesOn = failing.delivering && error.kind === 'protocol' && needsAction(error.kind, failing.inARow);
  return goesOn ? pollIntervalMs : retryDelayMs(error, failing.inARow, random.fraction());
}

async function waitAfter(
  error: ConnectorError,
  { inARow, delayMs }: { readonly inARow: number; readonly delayMs: number },
  { logger, wakeable }: ConnectorRun,
  signal: AbortSignal,
): Promise<void> {
  const { kind, code, message } = error;
  logger.warn({ kind, code, message, inARow, retryInMs: delayMs }, 'attempt failed');
  await wakeable.sleep(delayMs, signal);
}

async function discarded(pipeline: Pipeline | undefined): Promise<undefined> {
  await pipeline?.stop();
}

/** Anything that is no ConnectorError is a bug: it is logged with its stack, and the connector starts afresh. */
function classified(thrown: unknown, logger: Logger): ConnectorError {
  if (isConnectorError(thrown)) return thrown;
  logger.error({ stack: thrown instanceof Error ? thrown.stack : String(thrown) }, 'internal error');
  return new ConnectorError('protocol', 'an internal error; the connector starts afresh from its checkpoint', {
    code: 'BUG-901',
    remedy: 'Please report it with the stack in the log.',
    cause: thrown,
  });
}
