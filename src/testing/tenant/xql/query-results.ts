import type { JsonValue } from '../../../contract/index.ts';
import { okAnswer, type Answer, type JsonObject } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { xqlError } from '../error-answers.ts';
import { fieldText } from '../field-text.ts';
import { InvalidRequest } from '../invalid-request.ts';
import { answerRequestData } from '../request-data.ts';
import { rowsAsCsv } from './rows-as-csv.ts';
import { firstRows } from './xql-rows.ts';
import type { HeldXql } from './tenant-xql.ts';
import type { HeldQuery } from './xql-query.ts';

/** Path of Get XQL Query Results (Cortex XDR REST API): at most 1000 rows, no pages. */
export const queryResultsPath = '/public_api/v1/xql/get_query_results';

/**
 * What a `limit` does to a result of more than 1000 rows, which no document says: nothing, it is a stream all the same
 * (`streams`), or it is cut to the limit and there is no stream (`cuts`).
 */
export type XqlLimitHabit = 'streams' | 'cuts';

const mostRows = 1000;

/** Makes the endpoint. Asked to wait (`pending_flag` false) it answers as at the end of the query, without the wait. */
export function createQueryResults(xql: HeldXql, habit: XqlLimitHabit): Endpoint {
  function results(request: JsonObject, nowMs: number): Answer {
    const query = xql.find(fieldText(request['query_id']));
    if (!query) return xqlError(`query ${fieldText(request['query_id'])} was not found`);
    const limit = readLimit(request['limit']);
    const waits = request['pending_flag'] === false;
    if (nowMs < query.endsMs && !waits) return okAnswer({ reply: { status: 'PENDING' } });
    const { ends, cost, errorDetails } = query.outcome;
    const rest = {
      query_cost: Object.fromEntries(query.tenants.map((tenant) => [tenant, cost])),
      remaining_quota: xql.usage(Math.max(nowMs, query.endsMs)).remaining,
    };
    if (ends === 'FAIL') {
      return okAnswer({ reply: { status: ends, number_of_results: 0, ...rest, error_details: errorDetails } });
    }
    const found = resultsOf(query, { limit, habit, csv: readFormat(request['format']) === 'csv' });
    return okAnswer({ reply: { status: ends, number_of_results: query.count(), ...rest, results: found } });
  }

  return { answer: ({ body, nowMs }) => answerRequestData(body, (request) => results(request, nowMs)) };
}

/** Id under which the rows of a query are streamed. */
export function streamIdOf({ id }: HeldQuery): string {
  return `stream-${id}`;
}

interface Wanted {
  readonly limit: number | undefined;
  readonly habit: XqlLimitHabit;
  readonly csv: boolean;
}

function resultsOf(query: HeldQuery, { limit, habit, csv }: Wanted): JsonValue {
  const cut = limit !== undefined && habit === 'cuts';
  if (query.count() > mostRows && !cut) return { stream_id: streamIdOf(query) };
  const rows = firstRows(query.rows(), limit ?? mostRows);
  return { data: csv ? rowsAsCsv(rows) : rows };
}

function readLimit(limit: JsonValue | undefined): number | undefined {
  if (limit === undefined || limit === null) return undefined;
  if (typeof limit === 'number' && Number.isInteger(limit) && limit > 0 && limit <= mostRows) return limit;
  throw new InvalidRequest(`limit must be a whole number up to ${mostRows}`);
}

function readFormat(format: JsonValue | undefined): 'json' | 'csv' {
  if (format === undefined || format === 'json') return 'json';
  if (format === 'csv') return 'csv';
  throw new InvalidRequest('format must be json or csv');
}
