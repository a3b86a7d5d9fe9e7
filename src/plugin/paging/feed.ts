import type { JsonValue } from '../../contract/index.ts';

/** One question to an API that offers a filtered, sorted list by offsets. Times are epoch milliseconds. */
export interface PageQuery {
  /** Inclusive lower bound on the cursor field; absent: from the oldest record. Never 0 (the API refuses it). */
  readonly fromMs?: number;
  /** Inclusive upper bound; absent on a live tail. */
  readonly toMs?: number;
  readonly offset: number;
  /** Rows asked for: 1 to the feed's `maxLimit`. */
  readonly limit: number;
  readonly order: 'oldest-first' | 'newest-first';
  /** Narrows a single millisecond that holds more rows than offsets can reach; made by {@link Feed.split}. */
  readonly part?: TiePart;
}

/** A narrowing filter in the source's own terms. Small: it is kept in the checkpoint. */
export type TiePart = { readonly [key: string]: JsonValue };

export interface Row<Item> {
  readonly item: Item;
  /** Value of the cursor field, epoch milliseconds; absent when the item has none that can be used. */
  readonly timeMs: number | undefined;
  /** The deterministic record id: 64 hex digits, SHA-256 of source, tenant and identity. */
  readonly uid: string;
}

export interface Page<Item> {
  /** In the order the API sent them. */
  readonly rows: readonly Row<Item>[];
  /** How far this page moves the offset: rows the API sent plus rows it named but withheld. */
  readonly taken: number;
  /** True when the API filled the page: more may follow. */
  readonly full: boolean;
  /** Number of matches the answer claims, when it claims one. May lie; may make us go on, never stop. */
  readonly claimed: number | undefined;
  /** Ids the key's role may not see. */
  readonly restrictedIds: readonly string[];
  /** The server's time: the answer's `Date` header, epoch milliseconds (1 s resolution, cut off). */
  readonly nowMs: number | undefined;
}

/** A list that grows and changes while it is read. Knows HTTP and fields; knows nothing of how it is followed. */
export interface Feed<Item> {
  /** Most rows the API gives in one answer. */
  readonly maxLimit: number;
  /** Rows at and beyond this offset cannot be had. */
  readonly offsetCeiling: number;
  /**
   * The API cannot sort by the cursor: pages come in an order that says nothing of it, even where it looks right by
   * chance. Default false.
   */
  readonly unsorted?: boolean;
  /** A count may take in rows so far outside the time asked for, which pages leave out. Default 0. */
  readonly countSlackMs?: number;
  /**
   * Asks once. @throws ConnectorError; one with code {@link oversizedCode} when the answer is larger than we take.
   */
  page(query: PageQuery, signal: AbortSignal): Promise<Page<Item>>;
  /**
   * Cuts `part` (or the whole millisecond) into smaller disjoint parts that cover it. `items` are of the page last
   * read from it. Undefined when it cannot be cut further.
   */
  split(part: TiePart | undefined, items: readonly Item[]): readonly TiePart[] | undefined;
}

/** Code of the error that says: ask for fewer rows. */
export const oversizedCode = 'API-SIZE';
