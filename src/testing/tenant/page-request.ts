import type { JsonValue } from '../../contract/index.ts';
import { isJsonObject, type JsonObject } from '../faults/answer.ts';
import { InvalidRequest } from './invalid-request.ts';
import type { ListSpec } from './list-spec.ts';

/** What a request asks of a list: rows `from` to `to` (exclusive) of those that pass the filters, in this order. */
export interface PageRequest {
  readonly filters: JsonValue | undefined;
  /** Field of the record that is sorted on. */
  readonly field: string;
  readonly descending: boolean;
  readonly from: number;
  readonly to: number;
}

const largestPage = 100;

/** Reads a `request_data`; without anything in it the first 100, newest first. @throws InvalidRequest */
export function readPageRequest(spec: ListSpec, request: JsonObject): PageRequest {
  return { filters: request['filters'], ...readSort(spec, request['sort'] ?? {}), ...readSpan(request) };
}

function readSort(spec: ListSpec, sort: JsonValue): Pick<PageRequest, 'field' | 'descending'> {
  if (!isJsonObject(sort)) throw new InvalidRequest('sort must be an object');
  const name = sort['field'] ?? spec.defaultSort;
  const field = typeof name === 'string' && Object.hasOwn(spec.sorts, name) ? spec.sorts[name] : undefined;
  if (field === undefined) throw new InvalidRequest(`sort field ${JSON.stringify(name)} is not supported`);
  const given = sort['keyword'] ?? 'desc';
  const keyword = spec.anyCase && typeof given === 'string' ? given.toLowerCase() : given;
  if (keyword !== 'asc' && keyword !== 'desc') throw new InvalidRequest('sort keyword must be asc or desc');
  return { field, descending: keyword === 'desc' };
}

function readSpan(request: JsonObject): Pick<PageRequest, 'from' | 'to'> {
  const from = wholeNumber(request['search_from'] ?? 0, 'search_from');
  const to = wholeNumber(request['search_to'] ?? from + largestPage, 'search_to');
  if (to - from <= 0 || to - from > largestPage) {
    throw new InvalidRequest(`Search size must fulfill the requirement: 0 < search_size <= ${largestPage}`);
  }
  return { from, to };
}

function wholeNumber(value: JsonValue, name: string): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new InvalidRequest(`${name} must be a whole number`);
}
