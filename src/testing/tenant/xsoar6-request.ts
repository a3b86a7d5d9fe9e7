import type { JsonValue } from '../../contract/index.ts';
import { isJsonObject, type JsonObject } from '../faults/answer.ts';
import { fieldText } from './field-text.ts';
import { InvalidRequest } from './invalid-request.ts';
import { preciseTime } from './precise-time.ts';

/** A GenericStringDateFilter of XSOAR 6 that has been read; times as {@link preciseTime} makes them. */
export interface Xsoar6Request {
  readonly fromDate: string | undefined;
  readonly toDate: string | undefined;
  /** What the query demands of a record: all of it. */
  readonly tests: readonly ((record: JsonObject) => boolean)[];
  readonly page: number;
  readonly size: number;
  readonly field: string;
  readonly ascending: boolean;
}

const largestSize = 1000;
const termPattern = /^(\w+):(>=|<=|>|<)?"?([^"]*)"?$/;
const sortable = ['modified', 'created', 'type', 'user', 'id'];

/** Reads a request body. @throws InvalidRequest */
export function readXsoar6Request(body: JsonValue): Xsoar6Request {
  if (!isJsonObject(body)) throw new InvalidRequest('could not read the request');
  return {
    fromDate: date(body, 'fromDate'),
    toDate: date(body, 'toDate'),
    tests: readQuery(body['query'] ?? ''),
    page: count(body, 'page'),
    // The default is 0, and 0 means no rows.
    size: Math.min(count(body, 'size'), largestSize),
    ...readSort(body['sort']),
  };
}

/** A field as it is compared: times to the nanosecond, all else as text. */
export function comparable(record: JsonObject, field: string): string {
  const text = fieldText(record[field]);
  return preciseTime(text) ?? text;
}

function readSort(sort: JsonValue | undefined): Pick<Xsoar6Request, 'field' | 'ascending'> {
  const [first] = Array.isArray(sort) ? (sort as readonly JsonValue[]) : [];
  if (!isJsonObject(first)) return { field: 'modified', ascending: false };
  const field = fieldText(first['field']);
  if (!sortable.includes(field)) throw new InvalidRequest('cannot sort by that field');
  return { field, ascending: first['asc'] === true };
}

function count(body: JsonObject, name: string): number {
  const value = body[name] ?? 0;
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value;
  throw new InvalidRequest(`${name} must be a whole number`);
}

function date(body: JsonObject, name: string): string | undefined {
  const text = fieldText(body[name]);
  if (text === '') return undefined;
  const time = preciseTime(text);
  if (time === undefined) throw new InvalidRequest(`${name} is no date`);
  return time;
}

/** Terms such as `user:admin` and `modified:>2026-01-01T00:00:00`, all of which must hold. */
function readQuery(query: JsonValue): Xsoar6Request['tests'] {
  const terms = fieldText(query)
    .split(/\s+/)
    .filter((term) => term !== '' && term.toLowerCase() !== 'and');
  return terms.map((term) => {
    const [, field, comparison, text] = termPattern.exec(term) ?? [];
    if (field === undefined || text === undefined) throw new InvalidRequest(`cannot understand ${term}`);
    const wanted = preciseTime(text) ?? text;
    return (record) => compares(comparable(record, field), comparison, wanted);
  });
}

function compares(value: string, comparison: string | undefined, wanted: string): boolean {
  if (comparison === '>') return value > wanted;
  if (comparison === '>=') return value >= wanted;
  if (comparison === '<') return value < wanted;
  return comparison === '<=' ? value <= wanted : value === wanted;
}
