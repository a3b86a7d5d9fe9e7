import type { JsonValue, LogRecord } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { Feed } from '../paging/feed.ts';
import type { WorkedRow } from '../sources/row-work.ts';
import type { SideMeans } from '../sources/source-definition.ts';
import type { Filter, ListTime, ListTimes } from '../sources/public-api-feed.ts';

/** What a source can be asked once, beside being followed. */
export interface FetchDefinition {
  /** Times it can be read by; the first is the usual one. */
  readonly times: ListTimes;
  /** False: the API knows no filters but the time. */
  readonly hasFilters: boolean;
  feed(api: CortexApi, list: FetchedList): Feed<JsonValue>;
  /** Records of what the API tells of a row only when it is asked for that one. Absent: there is no such thing. */
  readonly details?: (means: DetailsMeans) => (row: WorkedRow, signal: AbortSignal) => Promise<readonly LogRecord[]>;
}

export type DetailsMeans = Pick<SideMeans, 'api' | 'config' | 'record' | 'privacy'>;

export interface FetchedList {
  readonly time: ListTime;
  readonly selected: readonly Filter[];
}
