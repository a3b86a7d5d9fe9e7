import type { JsonValue } from '../../contract/index.ts';
import { isJsonObject, type JsonObject } from '../faults/answer.ts';
import { fieldText as text } from './field-text.ts';
import { InvalidRequest } from './invalid-request.ts';
import type { FilterSpec, ListSpec, Operator } from './list-spec.ts';

/** A range of a time field; both ends included. */
export interface TimeRange {
  readonly field: string;
  readonly fromMs: number;
  readonly toMs: number;
}

export interface RowFilter {
  readonly ranges: readonly TimeRange[];
  /** What the ranges do not say. */
  readonly tests: readonly ((record: JsonObject) => boolean)[];
}

/** Whether a record is within all ranges and passes all tests. */
export function passes(filter: RowFilter, record: JsonObject): boolean {
  const within = filter.ranges.every(({ field, fromMs, toMs }) => {
    const value = Number(record[field]);
    return value >= fromMs && value <= toMs;
  });
  return within && filter.tests.every((test) => test(record));
}

/**
 * Reads the `filters` of a request: AND-ed, an unknown field or operator or a wrong value is refused.
 * A time of 0 is refused as "value param is missing", as a live tenant does. @throws InvalidRequest
 */
export function readFilters(spec: ListSpec, filters: JsonValue | undefined): RowFilter {
  if (filters === undefined) return { ranges: [], tests: [] };
  if (!Array.isArray(filters)) throw new InvalidRequest('filters must be a list');
  const ranges: TimeRange[] = [];
  const tests: ((record: JsonObject) => boolean)[] = [];
  for (const filter of filters as readonly JsonValue[]) {
    const { known, operator, value, name } = readFilter(spec, filter);
    if (spec.broken?.includes(name)) tests.push(brokenTest(filters.length, value));
    if (known.kind === 'time') ranges.push(timeRange(known.field, operator, value));
    else tests.push(test(known, operator, value));
  }
  return { ranges, tests };
}

function readFilter(spec: ListSpec, filter: JsonValue) {
  if (!isJsonObject(filter)) throw new InvalidRequest('a filter must be an object');
  const { field: name, operator, value } = filter as { field?: JsonValue; operator?: JsonValue; value?: JsonValue };
  const known = typeof name === 'string' && Object.hasOwn(spec.filters, name) ? spec.filters[name] : undefined;
  if (!known || typeof name !== 'string')
    throw new InvalidRequest(`filter field ${JSON.stringify(name)} is not supported`);
  const asked = spec.anyCase && typeof operator === 'string' ? operator.toLowerCase() : operator;
  const allowed = known.operators.find((candidate) => candidate === asked);
  if (!allowed) throw new InvalidRequest(`operator ${JSON.stringify(operator)} is not supported for ${name}`);
  if (value === undefined || value === null || value === 0) throw new InvalidRequest('value param is missing');
  return { known, operator: allowed, value, name };
}

function timeRange(field: string, operator: Operator, value: JsonValue): TimeRange {
  if (!Number.isInteger(value) || typeof value !== 'number') throw new InvalidRequest('value must be an integer');
  return operator === 'gte' ? { field, fromMs: value, toMs: Infinity } : { field, fromMs: -Infinity, toMs: value };
}

function test(known: FilterSpec, operator: Operator, value: JsonValue): (record: JsonObject) => boolean {
  const { field } = known;
  if (known.kind === 'boolean') {
    if (typeof value !== 'boolean') throw new InvalidRequest('value must be a boolean');
    return (record) => (record[field] === value) === (operator === 'eq');
  }
  if (operator === 'in') {
    const wanted = new Set(
      known.kind === 'number' ? wholeNumbers(value) : texts(value).map((each) => stored(known, each)),
    );
    if (known.kind !== 'list') return (record) => wanted.has(text(record[field]));
    return (record) => asList(record[field]).some((entry) => wanted.has(text(entry)));
  }
  if (typeof value !== 'string') throw new InvalidRequest('value must be a string');
  if (operator === 'contains') return (record) => text(record[field]).includes(value);
  return (record) => (text(record[field]) === value) === (operator === 'eq');
}

/** A word of the request as the record has it. */
function stored({ words }: FilterSpec, word: string): string {
  if (!words) return word;
  const value = Object.hasOwn(words, word) ? words[word] : undefined;
  if (value === undefined) throw new InvalidRequest(`value ${JSON.stringify(word)} is not supported`);
  return value;
}

function wholeNumbers(value: JsonValue): readonly string[] {
  const numbers = asList(value).filter((entry) => Number.isInteger(entry));
  if (numbers.length === 0 || numbers.length < asList(value).length) {
    throw new InvalidRequest('value must be a list of integers');
  }
  return numbers.map(text);
}

function texts(value: JsonValue): readonly string[] {
  if (!Array.isArray(value) || value.length === 0) throw new InvalidRequest('value must be a list that is not empty');
  const strings = value.filter((entry): entry is string => typeof entry === 'string');
  if (strings.length < value.length) throw new InvalidRequest('value must be a list of strings');
  return strings;
}

function asList(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]) : [];
}

function brokenTest(filters: number, value: JsonValue): () => boolean {
  if (filters > 1) throw new InvalidRequest('An unexpected error occurred');
  return () => texts(value).length === 1;
}
