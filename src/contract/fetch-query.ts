import type { JsonValue } from './log-record.ts';

/** A one-off question to a source. What a source cannot be asked it refuses; nothing is left out silently. */
export interface FetchQuery {
  /** Bounds on the time named by `timeField`, epoch milliseconds, both included. Absent: open. */
  readonly fromMs?: number;
  readonly toMs?: number;
  /** The time the bounds are on, by a name of the source's own, such as `creation`. Absent: the one it is asked by first. */
  readonly timeField?: string;
  /** The time to order by. Absent: that of the bounds. */
  readonly orderBy?: string;
  readonly direction: 'ascending' | 'descending';
  /** Most records; absent: all. */
  readonly limit?: number;
  /** So many of the first records are passed over. */
  readonly offset: number;
  /** Words by the name of a setting that narrows the source. The connector's own do not hold here. */
  readonly selection: Readonly<Record<string, string>>;
  /** Filters in the vendor's own form. All have to hold. */
  readonly filters: readonly JsonValue[];
  /** Also what the vendor tells only when it is asked for each record alone. */
  readonly details: boolean;
}
