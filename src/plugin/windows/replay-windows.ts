import { z } from 'zod';
import { type Checkpoint, ConnectorError, type JsonValue, type Period } from '../../contract/index.ts';
import type { Piece } from '../paging/pieces.ts';
import type { WindowsOptions } from './follow-windows.ts';
import { windowStart } from './query-window.ts';
import { readWindow } from './read-window.ts';
import { createWindowPieces } from './window-pieces.ts';
import { runFrom, runOf, type WindowRun, windowRunSchema } from './window-run.ts';

const replaySchema = z.looseObject({ version: z.literal(1), replay: windowRunSchema });

/**
 * Runs the query again over the windows that a period touches, or what is left of them; those that have not settled are
 * left to the polls. Of their rows those with a time outside of the period are left out. The windows are whole: so every
 * row has the uid that it always has.
 */
export async function* replayWindows(
  options: Omit<WindowsOptions, 'backfillStart' | 'intervalMs'>,
  { period, checkpoint }: { readonly period: Period; readonly checkpoint: Checkpoint | undefined },
  signal: AbortSignal,
): AsyncGenerator<Piece<JsonValue>> {
  const { query, spanMs, delayMs, clock } = options;
  let run = checkpoint ? runOf(resume(checkpoint), options.fingerprint) : runFrom(windowStart(period.fromMs, spanMs));
  const pieces = createWindowPieces(query);
  const within = ({ timeMs }: { readonly timeMs: number | undefined }) =>
    timeMs === undefined || (timeMs >= period.fromMs && timeMs <= period.toMs);
  const next = (): Checkpoint => ({ version: 1, ...options.binding, replay: run });
  const endMs = async (again: AbortSignal) => {
    const settledMs = (await query.now(again)) - delayMs;
    // The window that holds the end of the period as well.
    return Math.min(settledMs, windowStart(period.toMs, spanMs) + spanMs);
  };
  for (let before: WindowRun | undefined; run !== before;) {
    before = run;
    for await (const step of readWindow(run, { ...options, endMs }, signal)) {
      run = step.run;
      yield pieces.take({ rows: step.rows.filter(within), backfill: false }, next(), { more: true });
    }
    // A query that takes long.
    if (run === before && run.open) await clock.sleep(pendingMs, signal);
    if (run.open) before = undefined;
  }
  yield pieces.take({ rows: [], backfill: false }, next(), { more: false, caughtUp: true });
}

const pendingMs = 1000;

function resume(checkpoint: Checkpoint): WindowRun {
  const parsed = replaySchema.safeParse(checkpoint);
  if (parsed.success) return parsed.data.replay;
  throw new ConnectorError('state', 'this is no checkpoint of a replay', {
    code: 'CKPT-701',
    remedy: 'Start it again.',
  });
}
