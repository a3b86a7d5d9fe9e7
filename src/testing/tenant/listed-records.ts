import type { JsonValue } from '../../contract/index.ts';
import { okAnswer, type Answer, type JsonObject } from '../faults/answer.ts';
import type { Endpoint, EndpointCall } from './endpoint.ts';
import { badRequest, platformError } from './error-answers.ts';
import { InvalidRequest } from './invalid-request.ts';
import type { ListSpec } from './list-spec.ts';
import { readPageRequest } from './page-request.ts';
import { createRecordList, type HeldRecords, type Mirror, type Version } from './record-list.ts';
import { answerRequestData } from './request-data.ts';
import { passes, readFilters, type RowFilter } from './row-filter.ts';
import { createSortedIndex, type SortedIndex } from './sorted-index.ts';
import { sliceWithTies, type TieOrder } from './tie-order.ts';

/** Limits and habits of a tenant's lists. */
export interface ListLimits {
  /** Highest `total_count` that is given. */
  readonly countCap: number;
  /** Rows at and beyond this offset are not given. */
  readonly offsetCeiling: number;
  readonly ties: TieOrder;
  readonly seed: number;
}

/** A page of a list, and how many records there are, as far as the tenant counts. */
export interface Page {
  readonly page: readonly Version[];
  /** How many pass the filters. */
  readonly count: number;
  /** How many there are without them. */
  readonly total: number;
}

/** An endpoint and the records it answers with. */
export interface RecordsEndpoint extends Endpoint {
  readonly records: HeldRecords;
}

/** A list endpoint: records, and the answer to a request for a page of them. */
export interface ListedRecords extends RecordsEndpoint {
  /** What a `request_data` selects at `nowMs`. @throws InvalidRequest */
  select(request: JsonObject, nowMs: number): Page;
  /** All records that pass `filters` at `nowMs`, without paging. @throws InvalidRequest */
  passing(filters: JsonValue | undefined, nowMs: number): readonly Version[];
}

/** Makes the endpoint that `spec` describes; `mirror` is told of what is put and removed. */
export function createListedRecords(spec: ListSpec, limits: ListLimits, mirror?: Mirror): ListedRecords {
  const indexes = new Map<string, SortedIndex<Version>>();
  for (const field of new Set(Object.values(spec.sorts))) indexes.set(field, createSortedIndex(keyOf(field)));
  const watcher = {
    shown: (version: Version) => {
      for (const index of indexes.values()) index.add(version);
    },
    hidden: (version: Version) => {
      for (const index of indexes.values()) index.remove(version);
    },
  };
  const records = createRecordList(spec.id, watcher, mirror);
  let calls = 0;

  function select(body: JsonObject, nowMs: number): Page {
    calls += 1;
    const request = readPageRequest(spec, body);
    records.settle(nowMs);
    const index = indexes.get(request.field);
    if (!index) throw new InvalidRequest(`cannot sort by ${request.field}`);
    const filter = readFilters(spec, request.filters);
    const candidates = matching(filter, request.field, index);
    const to = Math.min(request.to, limits.offsetCeiling);
    const slice = { from: request.from, to, descending: request.descending };
    const salt = tieSalt(limits, request.descending, calls);
    const page = sliceWithTies(candidates, keyOf(request.field), slice, salt);
    const count = candidates.length + records.miscount((record) => passes(filter, record));
    const total = index.sorted().length + records.miscount(() => true);
    return { page, count: Math.min(count, limits.countCap), total: Math.min(total, limits.countCap) };
  }

  function passing(filters: JsonValue | undefined, nowMs: number): readonly Version[] {
    records.settle(nowMs);
    const [field, index] = [...indexes][0] ?? [];
    if (field === undefined || !index) return [];
    return matching(readFilters(spec, filters), field, index);
  }

  function answer({ body, nowMs }: EndpointCall): Answer {
    const refuse = spec.envelope === 'platform' ? platformError : badRequest;
    return answerRequestData(body, (request) => okAnswer(reply(spec, select(request, nowMs))), refuse);
  }

  return { records, select, passing, answer };
}

/** What the filters let through, in the order of the index. A range on the field sorted by costs no scan. */
function matching({ ranges, tests }: RowFilter, field: string, index: SortedIndex<Version>): readonly Version[] {
  const sorted = index.sorted();
  const own = ranges.filter((range) => range.field === field);
  const fromMs = Math.max(...own.map((range) => range.fromMs), -Infinity);
  const toMs = Math.min(...own.map((range) => range.toMs), Infinity);
  const start = fromMs === -Infinity ? 0 : index.lowerBound(fromMs);
  const end = toMs === Infinity ? sorted.length : index.upperBound(toMs);
  const within = start === 0 && end === sorted.length ? sorted : sorted.slice(start, end);
  const others = { ranges: ranges.filter((range) => range.field !== field), tests };
  if (tests.length + others.ranges.length === 0) return within;
  return within.filter(({ record }) => passes(others, record));
}

function reply(spec: ListSpec, { page, count, total }: Page): JsonObject {
  const rows = page.filter((version) => !version.restricted).map((version) => version.record);
  if (spec.envelope === 'platform') {
    return { reply: { [spec.rows]: rows, TOTAL_COUNT: total, FILTER_COUNT: count } };
  }
  const withheld = page.filter((version) => version.restricted).map((version) => version.id);
  const hidden = spec.restricted === undefined ? {} : { [spec.restricted]: withheld };
  return { reply: { total_count: count, result_count: rows.length, [spec.rows]: rows, ...hidden } };
}

function tieSalt(limits: ListLimits, descending: boolean, calls: number): number | undefined {
  if (limits.ties === 'by-id') return undefined;
  const fixed = limits.seed * 2 + (descending ? 1 : 0);
  return limits.ties === 'arbitrary' ? fixed : fixed + calls * 7919;
}

/** Times are numbers, ids digits; anything else is compared as text. A missing value comes first: '' is below both. */
function keyOf(field: string): (version: Version) => number | string {
  return ({ record }) => {
    const value = record[field];
    if (typeof value === 'number') return value;
    if (typeof value !== 'string') return '';
    return /^\d+$/.test(value) ? Number(value) : value;
  };
}
