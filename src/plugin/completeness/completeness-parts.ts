import type { Clock, JsonValue, LogRecord, Storage } from '../../contract/index.ts';
import type { Feed } from '../paging/feed.ts';
import type { Binding } from '../paging/follow-state.ts';
import type { FollowedRow } from '../paging/pieces.ts';

/** What late rows became. */
export interface LateRecords {
  readonly records: readonly LogRecord[];
  readonly unmapped: number;
  readonly filtered: number;
}

/** What counting and checking a source takes. */
export interface CompletenessParts {
  readonly feed: Feed<JsonValue>;
  readonly binding: Binding;
  readonly clock: Clock;
  readonly batchSize: number;
  /** As it is saved. */
  readonly storage: Storage;
  /** Changes when the list is narrowed to something else. */
  readonly scope: string;
  /** Records of rows that are delivered late, with what the polls do with rows done to them. */
  readonly lateRecords: (rows: readonly FollowedRow<JsonValue>[]) => Promise<LateRecords>;
}
