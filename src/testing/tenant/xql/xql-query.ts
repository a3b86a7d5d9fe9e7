import type { JsonValue } from '../../../contract/index.ts';
import { isJsonObject, type JsonObject } from '../../faults/answer.ts';
import { InvalidRequest } from '../invalid-request.ts';
import { usualOutcome, type XqlOutcome, type XqlWindow } from './xql-outcome.ts';
import { countOf, rowsWithin } from './xql-rows.ts';

/** A query that was started. */
export interface XqlQuery {
  /** Such as `3dd7960a9b4549_16_inv`. */
  readonly id: string;
  readonly query: string;
  readonly window: XqlWindow;
  readonly tenants: readonly string[];
  /** When it was started and when it ends, by the tenant's clock, epoch milliseconds. */
  readonly atMs: number;
  readonly endsMs: number;
  readonly request: JsonObject;
}

/** An {@link XqlQuery} as the endpoints see it. */
export interface HeldQuery extends XqlQuery {
  readonly outcome: Required<Omit<XqlOutcome, 'refusal'>>;
  rows(): Iterable<JsonObject>;
  /** How many rows there are: found out once. */
  count(): number;
}

/** Without a timeframe a query is about the last 24 hours (Cortex XDR REST API, Start an XQL Query). */
const usualSpanMs = 86_400_000;

/** Makes the query a `request_data` asks for. @throws InvalidRequest */
export function createXqlQuery(request: JsonObject, id: string, nowMs: number, outcome: XqlOutcome): HeldQuery {
  const query = queryText(request);
  const { tenants } = request as { tenants?: readonly string[] };
  const window = readWindow(request['timeframe'], nowMs);
  const whole = { ...usualOutcome, ...outcome };
  const rows = () => rowsWithin(whole.rows, window, query);
  let count: number | undefined;
  return {
    id,
    query,
    window,
    tenants: tenants && tenants.length > 0 ? tenants : ['nordwind'],
    atMs: nowMs,
    endsMs: nowMs + whole.durationMs,
    request,
    outcome: whole,
    rows,
    count: () => (count ??= countOf(rows())),
  };
}

/** @throws InvalidRequest */
export function queryText(request: JsonObject): string {
  const query = request['query'];
  if (typeof query !== 'string' || query.trim() === '') throw new InvalidRequest('query is missing');
  return query;
}

function readWindow(timeframe: JsonValue | undefined, nowMs: number): XqlWindow {
  if (timeframe === undefined || timeframe === null) return { fromMs: nowMs - usualSpanMs, toMs: nowMs };
  const given = isJsonObject(timeframe) ? timeframe : {};
  const { from, to, relativeTime } = given as { from?: JsonValue; to?: JsonValue; relativeTime?: JsonValue };
  if (typeof relativeTime === 'number') return { fromMs: nowMs - relativeTime, toMs: nowMs };
  if (!Number.isInteger(from) || !Number.isInteger(to) || Number(from) > Number(to)) {
    throw new InvalidRequest('timeframe is not valid');
  }
  return { fromMs: Number(from), toMs: Number(to) };
}
