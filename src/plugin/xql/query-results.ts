import { ConnectorError, type JsonValue } from '../../contract/index.ts';
import { type JsonObject, numberOf, objectOf, textOf } from '../sources/vendor-values.ts';
import type { Ask } from './ask.ts';

const path = '/public_api/v1/xql/get_query_results';

/** The most rows an answer holds; of more there is a stream (Cortex XDR REST API, Get XQL Query Results). */
export const mostInlineRows = 1000;

/** How a query stands. */
export interface QueryResults {
  /** `partial`: of several tenants, some brought nothing. */
  readonly state: 'pending' | 'success' | 'partial' | 'failed';
  /** Rows the query has found. Undefined: not told. */
  readonly count: number | undefined;
  /** Empty where they are streamed. */
  readonly rows: readonly JsonObject[];
  readonly streamId: string | undefined;
  /** Units, by tenant. */
  readonly cost: JsonObject | undefined;
  readonly remainingQuota: number | undefined;
  /** What the API says of one that failed. */
  readonly details: string | undefined;
  readonly answer: JsonValue;
}

/** Asks once how a query stands, and for its rows if it has ended. @throws ConnectorError */
export async function queryResults(
  ask: Ask,
  { queryId, limit }: { readonly queryId: string; readonly limit?: number | undefined },
  signal: AbortSignal,
): Promise<QueryResults> {
  const request = { query_id: queryId, pending_flag: true, ...(limit !== undefined && { limit }), format: 'json' };
  const answer = await ask(path, { request_data: request }, signal);
  const reply = objectOf(objectOf(answer)?.['reply']) ?? {};
  const results = objectOf(reply['results']) ?? {};
  const state = stateOf(reply);
  const count = numberOf(reply['number_of_results']);
  const streamId = textOf(results['stream_id']);
  const rows = rowsOf(results['data']);
  // Taken for no rows it would be a loss that nobody is told of.
  if (state === 'success' && !rows && streamId === undefined && count !== 0) throw notUnderstood('what it has found');
  return {
    state,
    count,
    rows: rows ?? [],
    streamId,
    cost: objectOf(reply['query_cost']),
    remainingQuota: numberOf(reply['remaining_quota']),
    details: detailsOf(reply['error_details']) ?? oddEnd(reply),
    answer,
  };
}

/** Undefined: it is no list, or one that holds something else than rows. */
function rowsOf(data: JsonValue | undefined): readonly JsonObject[] | undefined {
  if (!Array.isArray(data)) return undefined;
  const rows = (data as readonly JsonValue[]).map(objectOf).filter((row) => row !== undefined);
  return rows.length === data.length ? rows : undefined;
}

/** Whether it has ended with what it was asked for, for some of the tenants at least. */
export function hasRows({ state }: QueryResults): boolean {
  return state === 'success' || state === 'partial';
}

/** Words in either case (Cortex XDR REST API, Get XQL Query Results). */
function stateOf(reply: JsonObject): QueryResults['state'] {
  switch (textOf(reply['status'])?.toUpperCase() ?? '') {
    case 'PENDING':
      return 'pending';
    case 'SUCCESS':
      return 'success';
    case 'PARTIAL_SUCCESS':
      return 'partial';
    case 'FAIL':
    case 'FAILED':
    // In no document: that it has ended is all that is read into these.
    case 'CANCELED':
    case 'CANCELLED':
    case 'ABORTED':
    case 'EXPIRED':
    case 'TIMEOUT':
    case 'ERROR':
      return 'failed';
    default:
      throw notUnderstood('how the query stands');
  }
}

function notUnderstood(what: string): ConnectorError {
  return new ConnectorError('protocol', `${path}: the answer does not say ${what}`, {
    code: 'API-BODY',
    remedy: 'Report this as a bug, with the answer.',
  });
}

/** The word, where it is none of the documented ones. */
function oddEnd(reply: JsonObject): string | undefined {
  const word = textOf(reply['status']) ?? '';
  return /^(?:pending|success|partial_success|fail)$/i.test(word) ? undefined : word;
}

function detailsOf(details: JsonValue | undefined): string | undefined {
  if (details === undefined || details === null || details === '') return undefined;
  return (textOf(details) ?? JSON.stringify(details)).slice(0, 500);
}
