import type { Checkpoint, HistoryProgress, JsonValue } from '../../contract/index.ts';
import type { Piece } from '../paging/pieces.ts';
import type { WindowQuery } from './window-query.ts';
import type { WindowStep } from './window-step.ts';

export interface WindowPieces {
  /** `next` must cover exactly the rows given up to now. */
  take(step: TakenStep, next: Checkpoint, state: PieceState): Piece<JsonValue>;
}

export interface TakenStep extends Pick<WindowStep, 'rows'> {
  /** Read as history of a first start. */
  readonly backfill: boolean;
}

interface PieceState {
  readonly more: boolean;
  readonly caughtUp?: boolean;
  readonly history?: HistoryProgress | undefined;
}

/** What steps become batches of, with what has happened since the one before. */
export function createWindowPieces(query: Pick<WindowQuery, 'answers' | 'quotaLeft'>): WindowPieces {
  let told = query.answers();
  let newestMs: number | undefined;
  return {
    take({ rows, backfill }, next, { more, caughtUp = false, history }) {
      for (const { atMs } of rows) newestMs = Math.max(newestMs ?? atMs, atMs);
      const answers = query.answers();
      const quotaLeft = query.quotaLeft();
      const progress = {
        requests: answers - told,
        duplicates: 0,
        restricted: 0,
        overlapShortened: 0,
        caughtUp,
        ...(newestMs !== undefined && { newestMs }),
        ...(history && { history }),
        ...(quotaLeft !== undefined && { gauges: { quotaLeft } }),
      };
      told = answers;
      return { rows: rows.map((row) => ({ ...row, backfill })), next, more, progress };
    },
  };
}
