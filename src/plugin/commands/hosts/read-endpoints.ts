import { ConnectorError, type JsonValue } from '../../../contract/index.ts';
import { type JsonObject, numberOf, objectOf, textOf } from '../../sources/vendor-values.ts';
import type { ReadMeans } from '../command-definition.ts';

const path = '/public_api/v1/endpoints/get_endpoint';

/** More in one page is refused (Cortex XDR REST API, Get Endpoint). */
export const endpointsPerPage = 100;

/** What lies beyond is not given, and counts end just below (seen on the other lists of this API). */
export const mostEndpoints = 10_000;
const highestCount = 9_999;

export interface EndpointFilter {
  readonly field: string;
  readonly operator: 'in' | 'gte' | 'lte';
  readonly value: readonly string[] | number;
}

export interface EndpointQuery {
  readonly filters: readonly EndpointFilter[];
  readonly sort: { readonly field: 'endpoint_id' | 'last_seen'; readonly keyword: 'asc' | 'desc' };
  /** Rows that are passed over. */
  readonly offset?: number;
  /** Rows that are read. Default: all that are given. */
  readonly limit?: number;
}

export interface EndpointRows {
  /** One a page. */
  readonly answers: readonly JsonValue[];
  readonly rows: readonly JsonObject[];
  /** There are no more than these. */
  readonly complete: boolean;
  /** How many there are, as the API counts them. */
  readonly total: number | undefined;
}

/** Endpoints, page after page. @throws ConnectorError */
export async function readEndpoints(
  { filters, sort, offset = 0, limit = mostEndpoints }: EndpointQuery,
  { ask, tell }: Pick<ReadMeans, 'ask' | 'tell'>,
  signal: AbortSignal,
): Promise<EndpointRows> {
  const answers: JsonValue[] = [];
  const rows: JsonObject[] = [];
  const read = new Set<string>();
  let total: number | undefined;
  while (rows.length < limit) {
    const from = offset + rows.length;
    const size = Math.min(endpointsPerPage, limit - rows.length);
    const asked = { ...(filters.length > 0 && { filters: filters.map(written) }), sort };
    const answer = await ask(path, { request_data: { ...asked, search_from: from, search_to: from + size } }, signal);
    const page = pageOf(answer);
    answers.push(answer);
    rows.push(...page.rows);
    total ??= page.total;
    const hasNew = page.rows.some((row) => !read.has(idOf(row)));
    for (const row of page.rows) read.add(idOf(row));
    // A page that is not full is the last one, unless the API counts more: then the one that brings nothing new is.
    const counted = total === undefined ? 0 : total - (offset + rows.length);
    if (page.rows.length < size && !(hasNew && counted > 0)) return { answers, rows, complete: true, total };
    tell({ message: `endpoints read: ${rows.length}`, done: rows.length });
  }
  const complete = total !== undefined && total < highestCount && offset + rows.length >= total;
  return { answers, rows, complete, total };
}

function idOf(row: JsonObject): string {
  return textOf(row['endpoint_id']) ?? '';
}

function written({ field, operator, value }: EndpointFilter): JsonValue {
  return { field, operator, value };
}

function pageOf(answer: JsonValue): Pick<EndpointRows, 'rows' | 'total'> {
  const { endpoints, total_count: total } = objectOf(objectOf(answer)?.['reply']) ?? {};
  // Of nothing some lists of this API are null.
  if (endpoints !== null && !Array.isArray(endpoints)) {
    throw new ConnectorError('protocol', `${path} answered without a list of endpoints`, { code: 'API-BODY' });
  }
  const rows = ((endpoints ?? []) as readonly JsonValue[]).map((row) => objectOf(row) ?? {});
  return { rows, total: numberOf(total) };
}
