import type { JsonValue } from '../../../../src/contract/index.ts';
import {
  createTenantModel,
  queryResultsPath,
  startQueryPath,
  type JsonObject,
  type TenantModelOptions,
  type XqlOutcome,
} from '../../../../src/testing/index.ts';
import { replyOf } from '../reply-of.ts';

/** When everything in the tests of XQL begins: midday, UTC. */
export const at = Date.UTC(2026, 2, 2, 12);

interface Results {
  readonly status: string;
  readonly number_of_results: number;
  readonly query_cost: JsonObject;
  readonly remaining_quota: number;
  readonly results: { readonly data: JsonValue; readonly stream_id: string };
}

/** A tenant all of whose queries come to this, and how to ask it. */
export function tenantWithRows(outcome: XqlOutcome = {}, options: TenantModelOptions = {}) {
  const model = createTenantModel(options);
  model.xql.otherwise(outcome);
  const ask = (path: string, request: JsonValue, nowMs = at) => model.answer(path, { request_data: request }, nowMs);
  return {
    model,
    ask,
    start: (query: string, rest: JsonObject = {}, nowMs = at) =>
      replyOf<string>(ask(startQueryPath, { query, ...rest }, nowMs)),
    resultsOf: (id: string, nowMs: number, rest: JsonObject = {}) =>
      replyOf<Results>(ask(queryResultsPath, { query_id: id, ...rest }, nowMs)),
  };
}

/** Rows one millisecond after the other, from `fromMs` on. */
export function rowsFrom(fromMs: number, count: number): readonly JsonObject[] {
  return Array.from({ length: count }, (_, number) => ({ event_id: `e-${number}`, _time: fromMs + number }));
}
