import { ConnectorError, type JsonValue } from '../../contract/index.ts';
import type { ApiAnswer, CortexApi } from '../cortex/cortex-api.ts';
import type { Feed, Page, PageQuery, Row, TiePart } from '../paging/feed.ts';
import { isWithin } from './is-within.ts';
import { timeMsOf } from './vendor-time.ts';
import { type JsonObject, listOf, numberOf, objectOf } from './vendor-values.ts';

/** A time of a list, by which it can be read. */
export interface ListTime {
  /** Name of the time to filter by, and to sort by. */
  readonly field: string;
  /** Name of another time to sort by, where the API cannot sort by `field`. */
  readonly sort?: string;
  /** What it sorts by is not known: it is asked for no order. */
  readonly unsorted?: true;
  /** Name of the same time in an item; filtering by this one is an error where they differ. */
  readonly timeKey: string;
  /**
   * The time in an item has fractions of a millisecond, which filters, being whole, cannot name. No document says how
   * the two compare: a window is asked for 1 ms wider, and what lies outside it is left out here.
   */
  readonly fractions?: true;
}

/** By name, as a person asks for them. */
export type ListTimes = Readonly<Record<string, ListTime>>;

/** What tells one list of the public API from another. */
export interface PublicApiList extends ListTime {
  readonly path: string;
  /** Name of the list in the reply. */
  readonly listKey: string;
  /** Another name of it, where documents and servers differ. */
  readonly otherListKey?: string;
  /** Name of the count of what passes the filters. Default `total_count`. */
  readonly countKey?: string;
  /** The row's `uid`. */
  readonly uid: (item: JsonValue) => string;
  readonly narrow: (part: TiePart) => readonly Filter[];
  /** What the list is narrowed to as a whole. */
  readonly selected?: readonly Filter[];
  readonly split: Feed<JsonValue>['split'];
}

/** Filters are AND-ed; `gte` and `lte` include their bound, `in` takes a list. Others are of the vendor. */
export type Filter = {
  readonly field: string;
  readonly operator: string;
  readonly value: JsonValue;
};

/** Most rows of one answer: `0 < search_to - search_from <= 100`, else HTTP 500 (Cortex XDR REST API, Get Incidents). */
const maxLimit = 100;
/** Lists end at 9,999 or 10,000 rows, whatever the offset; a page that begins here still fits. */
const offsetCeiling = 9_900;

/** A list of `/public_api/v1`, as XDR, XSIAM and XSOAR 8 serve it. */
export function publicApiFeed(api: CortexApi, list: PublicApiList): Feed<JsonValue> {
  return {
    maxLimit,
    offsetCeiling,
    unsorted: list.sort !== undefined || list.unsorted === true,
    countSlackMs: slackMs(list),
    page: async (query, signal) => readPage(list, query, await api.post(list.path, request(list, query), signal)),
    split: list.split,
  };
}

function request(list: PublicApiList, query: PageQuery): JsonValue {
  const { fromMs = 0, toMs = 0 } = query;
  const lastMs = toMs > 0 ? toMs + slackMs(list) : 0;
  // A bound of 0 is refused with HTTP 500: the beginning is asked for by leaving it out.
  const narrowed = query.part ? list.narrow(query.part) : [];
  const filters: readonly Filter[] = [
    ...(fromMs > 0 ? [{ field: list.field, operator: 'gte', value: fromMs }] : []),
    ...(lastMs > 0 ? [{ field: list.field, operator: 'lte', value: lastMs }] : []),
    ...withoutNarrowed(list.selected ?? [], narrowed),
    ...narrowed,
  ];
  return {
    request_data: {
      filters,
      // Both always: without them a page of another size comes back.
      search_from: query.offset,
      search_to: query.offset + query.limit,
      ...(!list.unsorted && { sort: sortOf(list, query) }),
    },
  };
}

function sortOf({ sort, field }: PublicApiList, { order }: PageQuery): JsonValue {
  return { field: sort ?? field, keyword: order === 'oldest-first' ? 'asc' : 'desc' };
}

/** A part lies within the words that are selected, and two filters of one field are documented for ranges only. */
function withoutNarrowed(selected: readonly Filter[], narrowed: readonly Filter[]): readonly Filter[] {
  const replaced = narrowed.map(({ field }) => selectedWords(selected, field));
  return selected.filter((filter) => !replaced.includes(filter));
}

/** The filter that says which words of a field are selected: the one that a part of them takes the place of. */
export function selectedWords(selected: readonly Filter[], field: string): Filter | undefined {
  return selected.find((filter) => filter.field === field && Array.isArray(filter.value));
}

function readPage(list: PublicApiList, query: PageQuery, answer: ApiAnswer): Page<JsonValue> {
  const reply = objectOf(objectOf(answer.body)?.['reply']);
  if (!reply) throw notUnderstood(list, 'reply is no object');
  const items = itemsOf(list, reply);
  const rows = items.map((item) => rowOf(list, item));
  if (!rows.every((row) => isWithin(query, row, slackMs(list)))) {
    // Going on would move the cursor by records nobody asked for, over those that were asked for.
    throw notUnderstood(list, `an item's ${list.timeKey} lies outside the time asked for`);
  }
  const restrictedIds = listOf(reply['restricted_incident_ids']) ?? [];
  const taken = items.length + restrictedIds.length;
  return {
    rows: rows.filter((row) => isWithin(query, row)),
    taken,
    full: taken >= query.limit,
    claimed: numberOf(reply[list.countKey ?? 'total_count']),
    restrictedIds,
    nowMs: answer.dateMs,
  };
}

/** A null list is an empty one. A missing one is, too, where the reply says itself that it holds nothing. */
function itemsOf(list: PublicApiList, reply: JsonObject): readonly JsonValue[] {
  const items = reply[list.listKey] ?? (list.otherListKey === undefined ? undefined : reply[list.otherListKey]);
  if (Array.isArray(items)) return items;
  const saysNone = [reply['result_count'], reply[list.countKey ?? 'result_count']].some(
    (count) => numberOf(count) === 0,
  );
  if (reply[list.listKey] === null || (items === undefined && saysNone)) return [];
  throw notUnderstood(list, `reply.${list.listKey} is no list`);
}

function rowOf(list: PublicApiList, item: JsonValue): Row<JsonValue> {
  return { item, timeMs: timeMsOf(objectOf(item)?.[list.timeKey]), uid: list.uid(item) };
}

function slackMs({ fractions }: PublicApiList): number {
  return fractions ? 1 : 0;
}

function notUnderstood(list: PublicApiList, what: string): ConnectorError {
  return new ConnectorError('protocol', `The answer of ${list.path} is not understood: ${what}.`, {
    code: 'API-BODY',
    remedy: 'Check that the address is the API of the tenant and that no proxy answers in its place.',
  });
}
