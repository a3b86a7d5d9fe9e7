import type { ConnectorError } from '../../contract/index.ts';
import type { Feed, Page, PageQuery } from './feed.ts';
import { read, type Step, type TimedRow } from './reading.ts';
import type { Seen } from './seen.ts';
import type { Walk } from './walk-state.ts';

/** Something that is read page by page: the live tail, or a range of history. Changes only when it absorbs. */
export interface Reader<Item> {
  plan(): PageQuery;
  /** @throws ConnectorError, and then nothing has changed. */
  absorb(answer: Answer<Item>): Absorbed<Item>;
  /** Which of these rows have not been delivered. */
  fresh(answer: Answer<Item>): readonly TimedRow<Item>[];
  /** Notes rows as delivered without moving on: a page that is delivered in several batches. */
  remember(rows: readonly TimedRow<Item>[]): void;
  /** Asks for fewer rows from now on; false when it asks for one already. */
  askForLess(): boolean;
}

export interface Answer<Item> {
  readonly query: PageQuery;
  readonly page: Page<Item>;
  /** When the answer was there, monotonic milliseconds of this process. */
  readonly elapsedMs: number;
  /** What this machine's clock said then, epoch milliseconds: for an answer without `Date`, and only to hold back. */
  readonly localMs: number;
}

export interface Absorbed<Item> {
  /** To deliver, oldest first. */
  readonly rows: readonly TimedRow<Item>[];
  readonly duplicates: number;
  readonly restricted: number;
  readonly overlapShortened: number;
  readonly complaint?: ConnectorError | undefined;
}

/** The part of a reader that only looks at what was delivered. */
export function deliveredRows<Item>(seen: Seen, feed: Feed<Item>): Pick<Reader<Item>, 'fresh' | 'remember'> {
  const isNew = (uid: string): boolean => !seen.has(uid);
  return {
    fresh: (answer) => read(answer, feed, isNew).rows.filter((row) => isNew(row.uid)),
    remember: (rows) => rows.forEach((row) => seen.add(row.uid, row.atMs)),
  };
}

/** Splits what a step read into what is new, which is remembered, and how much was not. */
export function takeNew<Item>(
  step: Pick<Step<Item>, 'rows'> & { readonly restricted: readonly { readonly uid: string; readonly atMs: number }[] },
  seen: Seen,
): Pick<Absorbed<Item>, 'rows' | 'duplicates' | 'restricted'> {
  const isNew = ({ uid, atMs }: { readonly uid: string; readonly atMs: number }): boolean => {
    if (seen.has(uid)) return false;
    seen.add(uid, atMs);
    return true;
  };
  const rows = step.rows.filter(isNew);
  return { rows, duplicates: step.rows.length - rows.length, restricted: step.restricted.filter(isNew).length };
}

/** Half the rows, down to one; undefined when it is one. */
export function halved(walk: Walk, maxLimit: number): Walk | undefined {
  const limit = walk.limit ?? maxLimit;
  return limit > 1 ? { ...walk, limit: Math.floor(limit / 2) } : undefined;
}
