import type { JsonValue } from '../../../contract/index.ts';
import type { QueryResults } from '../../xql/query-results.ts';

/** How a query stands, for the key fields of a result. */
export function resultsFacts(queryId: string, results: QueryResults): Readonly<Record<string, JsonValue>> {
  const { state, count, rows, streamId, cost, remainingQuota } = results;
  return {
    query_id: queryId,
    status: state,
    number_of_results: count ?? null,
    rows: rows.length,
    ...(streamId !== undefined && { stream_id: streamId }),
    query_cost: cost ?? null,
    remaining_quota: remainingQuota ?? null,
  };
}
