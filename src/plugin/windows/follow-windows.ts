import { type Checkpoint, type Clock, ConnectorError, type JsonValue, type Logger } from '../../contract/index.ts';
import type { BackfillStart } from '../cortex-config.ts';
import { floorOf } from '../paging/begin.ts';
import type { Binding } from '../paging/follow-state.ts';
import type { Piece } from '../paging/pieces.ts';
import { windowsBetween, windowStart } from './query-window.ts';
import { readWindow } from './read-window.ts';
import { createWindowPieces } from './window-pieces.ts';
import type { WindowQuery } from './window-query.ts';
import { runFrom, runOf, type WindowRun } from './window-run.ts';
import { fromWindowsCheckpoint, toWindowsCheckpoint, type WindowHistory, type WindowsState } from './windows-state.ts';

export interface WindowsOptions {
  readonly query: WindowQuery;
  /** Of the query: what was started with another one is none of its results. */
  readonly fingerprint: string;
  readonly binding: Binding;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  readonly spanMs: number;
  /** How long after its end a window may still get rows. */
  readonly delayMs: number;
  readonly batchSize: number;
  readonly backfillStart: BackfillStart;
  /** History is read for at most so long in one poll. */
  readonly intervalMs: number;
}

/** How far a checkpoint may lie ahead of the server's clock, which may have been set back. */
const futureToleranceMs = 60_000;

/**
 * One poll: the windows that have ended and settled, oldest first, then windows of history. Every answer that costs or
 * brings something is saved by itself.
 */
export async function* followWindows(
  options: WindowsOptions,
  checkpoint: Checkpoint | undefined,
  signal: AbortSignal,
): AsyncGenerator<Piece<JsonValue>> {
  const { query, binding, clock, intervalMs } = options;
  const saved = checkpoint && ofQuery(fromWindowsCheckpoint(binding, checkpoint), options.fingerprint);
  const nowMs = await query.now(signal);
  if (saved) assertPast(saved.live, nowMs);
  let state = saved ?? begin(options, nowMs);
  const pieces = createWindowPieces(query);
  const piece = (rows: Parameters<typeof pieces.take>[0]['rows'], backfill = false) =>
    pieces.take({ rows, backfill }, toWindowsCheckpoint(binding, state), {
      more: true,
      history: historyProgress(state.history, options.spanMs),
    });
  yield piece([]);

  const settledMs = async (again: AbortSignal) => (await query.now(again)) - options.delayMs;
  for (let run: WindowRun | undefined; run !== state.live;) {
    run = state.live;
    for await (const step of readWindow(run, { ...options, endMs: settledMs }, signal)) {
      state = { ...state, live: step.run };
      yield piece(step.rows);
    }
  }
  const untilMs = clock.elapsed() + intervalMs;
  for (let run: WindowRun | undefined; state.history && run !== state.history.run && clock.elapsed() < untilMs;) {
    const { history } = state;
    run = history.run;
    for await (const step of readWindow(run, { ...options, endMs: async () => history.endMs }, signal)) {
      state = withHistory(state, step.run);
      yield piece(step.rows, true);
    }
  }
  const caughtUp = !state.history && !state.live.open;
  const history = historyProgress(state.history, options.spanMs);
  yield pieces.take({ rows: [], backfill: false }, toWindowsCheckpoint(binding, state), {
    more: !caughtUp,
    caughtUp,
    history,
  });
}

/** Where a first start begins: the first window that has not settled is the first live one, all before it is history. */
function begin({ backfillStart, spanMs, delayMs }: WindowsOptions, nowMs: number): WindowsState {
  if (backfillStart.kind === 'now') return { live: runFrom(windowStart(nowMs, spanMs)) };
  const divideMs = windowStart(nowMs - delayMs, spanMs);
  const live = runFrom(divideMs);
  const fromMs = windowStart(floorOf(backfillStart, nowMs) ?? 0, spanMs);
  return fromMs < divideMs ? { live, history: { fromMs, endMs: divideMs, run: runFrom(fromMs) } } : { live };
}

function ofQuery({ live, history }: WindowsState, fingerprint: string): WindowsState {
  const past = history && { ...history, run: runOf(history.run, fingerprint) };
  return { live: runOf(live, fingerprint), ...(past && { history: past }) };
}

function withHistory(state: WindowsState, run: WindowRun): WindowsState {
  const { live, history } = state;
  return history && run.fromMs < history.endMs ? { live, history: { ...history, run } } : { live };
}

function historyProgress(history: WindowHistory | undefined, spanMs: number) {
  if (!history) return undefined;
  const { fromMs, endMs, run } = history;
  return {
    rangesDone: windowsBetween(fromMs, run.fromMs, spanMs) - 1,
    ranges: windowsBetween(fromMs, endMs - 1, spanMs),
    ratio: (run.fromMs - fromMs) / (endMs - fromMs),
    fromMs,
    toMs: endMs - 1,
  };
}

function assertPast({ fromMs }: WindowRun, nowMs: number): void {
  if (fromMs <= nowMs + futureToleranceMs) return;
  const ahead = `its next window begins at ${new Date(fromMs).toISOString()}, the server says ${new Date(nowMs).toISOString()}`;
  throw new ConnectorError('state', `the checkpoint lies in the future: ${ahead}`, {
    code: 'CKPT-701',
    remedy: 'Set it to a time that has passed with: cortex-otel checkpoint set --connector ID --to TIME',
  });
}
