import type { FollowedRow } from '../paging/pieces.ts';
import type { JsonValue } from '../../contract/index.ts';
import type { WindowRun } from './window-run.ts';

/** What an answer does to a run: rows to deliver, and where the run stands once they are. */
export interface WindowStep {
  readonly rows: readonly Omit<FollowedRow<JsonValue>, 'backfill'>[];
  readonly run: WindowRun;
}
