import { ConnectorError, isConnectorError, type JsonValue } from '../../contract/index.ts';
import { objectOf, textOf } from '../sources/vendor-values.ts';
import type { Ask } from './ask.ts';

const path = '/public_api/v1/xql/start_xql_query';

/** A query in XQL, and the time it is about: epoch milliseconds, both ends included. Without one: the last 24 hours. */
export interface XqlQuery {
  readonly query: string;
  readonly timeframe?: { readonly from: number; readonly to: number } | { readonly relativeTime: number };
  /** Of a tenant with others below it: those whose data is asked for. */
  readonly tenants?: readonly string[];
}

export interface StartedQuery {
  readonly id: string;
  readonly answer: JsonValue;
}

/**
 * Starts a query (Cortex XDR REST API, Start an XQL Query), with one request: one whose answer is lost may run all the
 * same, costs quota, and takes one of the four that may run at once. `askOnce` must not ask again by itself.
 * @throws ConnectorError; `throttled`, code `XQL-921`, where four queries run already; `XQL-922` where the quota is
 * used up; `config`, code `XQL-924`, where the query is wrong.
 */
export async function startQuery(
  askOnce: Ask,
  { query, timeframe, tenants }: XqlQuery,
  signal: AbortSignal,
): Promise<StartedQuery> {
  const request = { query, ...(timeframe && { timeframe }), ...(tenants && tenants.length > 0 && { tenants }) };
  try {
    const answer = await askOnce(path, { request_data: request }, signal);
    // A bare text in the API's documents, an object that holds it in those of others (D3).
    const reply = objectOf(answer)?.['reply'];
    const id = textOf(reply) ?? textOf(objectOf(reply)?.['query_id']);
    if (id === undefined) throw notUnderstood();
    return { id, answer };
  } catch (error) {
    throw isConnectorError(error) ? startError(error) : error;
  }
}

/** What is told of a query that cannot be understood; with which words stands in no document. */
const faultOfQuery = /\b(?:pars(?:e|ing)|syntax|unexpected token|unknown (?:field|function|stage|dataset|column))\b/i;

/**
 * Both come as HTTP 500 with an object in `err_extra`: "reached max allowed amount of parallel running queries" (Cortex
 * XDR REST API, Start an XQL Query). With which words a quota that is used up is told stands in no document.
 */
function startError(error: ConnectorError): ConnectorError {
  const { kind, message, status, cause } = error;
  const about = { cause, ...(status !== undefined && { status }) };
  if (status === 500 && (kind === 'protocol' || faultOfQuery.test(message))) {
    const remedy = 'Try the query in the Query Center of the console, which says where it is wrong.';
    return new ConnectorError('config', message, { ...about, code: 'XQL-924', remedy });
  }
  if (kind !== 'throttled' || status === 429) return error;
  if (/parallel|running quer/i.test(message)) {
    const remedy = 'Wait until one of the queries of this tenant has ended; get-xql-query-quota lists them.';
    return new ConnectorError('throttled', message, { ...about, code: 'XQL-921', remedy });
  }
  if (!/quota/i.test(message)) return error;
  const remedy = 'Wait until the quota is renewed, which is daily, or buy compute units; see get-xql-query-quota.';
  return new ConnectorError('throttled', message, { ...about, code: 'XQL-922', remedy, retryAfterMs: 900_000 });
}

function notUnderstood(): ConnectorError {
  return new ConnectorError('protocol', `${path}: the answer holds no query id`, {
    code: 'API-BODY',
    remedy: 'Report this as a bug; the query may be running, and costs quota.',
  });
}
