import type { JsonObject } from '../../faults/answer.ts';
import type { XqlOutcome, XqlWindow } from './xql-outcome.ts';

/** What is given when a query names no limit (XQL query best practices). */
const mostRows = 1_000_000;

/** Rows of a query one after the other. The only stage of the query that is understood is `limit`. */
export function* rowsWithin(
  rows: Required<XqlOutcome>['rows'],
  window: XqlWindow,
  query: string,
): Generator<JsonObject> {
  const limit = Number(/\|\s*limit\s+(\d+)/i.exec(query)?.[1] ?? mostRows);
  let given = 0;
  for (const row of typeof rows === 'function' ? rows(window) : rows) {
    if (given >= limit) return;
    const time = row['_time'];
    if (typeof time === 'number' && (time < window.fromMs || time > window.toMs)) continue;
    given += 1;
    yield row;
  }
}

export function firstRows(rows: Iterable<JsonObject>, count: number): readonly JsonObject[] {
  const first: JsonObject[] = [];
  for (const row of rows) {
    if (first.length >= count) break;
    first.push(row);
  }
  return first;
}

export function countOf(rows: Iterable<unknown>): number {
  let count = 0;
  for (const _ of rows) count += 1;
  return count;
}
