import type { FetchQuery, JsonValue } from '../../../contract/index.ts';
import { openFetch } from '../../fetch/open-fetch.ts';
import { fetchRows } from '../../paging/fetch-rows.ts';
import { openSelection } from '../../selection/open-selection.ts';
import { incidentSelection } from '../../sources/incident-selection.ts';
import type { WorkedRow } from '../../sources/row-work.ts';
import { type JsonObject, objectOf } from '../../sources/vendor-values.ts';
import { xdrIncidents } from '../../sources/xdr-incidents.ts';
import type { ReadMeans } from '../command-definition.ts';
import { askedApi } from './asked-api.ts';
import { type FetchInput, rangeStartMs } from './fetch-input.ts';
import type { IncidentFilter } from './incident-filters.ts';
import type { openIncidents } from './open-incidents.ts';

export interface IncidentsRead {
  readonly rows: readonly WorkedRow[];
  /** The reply of the API; where sources were judged here, one that holds what was left of several. */
  readonly reply: JsonObject;
}

type Incidents = Pick<ReturnType<typeof openIncidents>, 'config'>;

/** The incidents that are asked for, in one request unless some have to be left out after reading. */
export async function readIncidents(
  input: FetchInput,
  { config }: Incidents,
  { ask, tools: { clock } }: Pick<ReadMeans, 'ask' | 'tools'>,
  signal: AbortSignal,
): Promise<IncidentsRead> {
  const filters = input.other_filters ?? [];
  const sources = filters.filter(({ field }) => field === 'alert_sources');
  const api = askedApi(config.tenant, ask);
  const query = queryOf(
    input,
    filters.filter((filter) => !sources.includes(filter)),
  );
  const asked = openFetch(xdrIncidents, { config, api }, query);
  if (sources.length === 0) {
    const { fromMs, toMs, offset, limit = 1, feed } = asked;
    const range = { ...(fromMs !== undefined && { fromMs }), ...(toMs !== undefined && { toMs }) };
    const order = input.direction === 'ascending' ? 'oldest-first' : 'newest-first';
    const { rows } = await feed.page({ ...range, offset, limit, order }, signal);
    const worked = rows.map((row) => ({ ...row, backfill: false }));
    return { rows: worked, reply: objectOf(objectOf(api.lastAnswer())?.['reply']) ?? {} };
  }
  const binding = { source: xdrIncidents.id, tenant: config.tenant };
  const options = { ...asked, selects: hasSources(sources), binding, clock, pieceRows: 100 };
  const rows: WorkedRow[] = [];
  for await (const piece of fetchRows(options, undefined, signal)) rows.push(...piece.rows);
  return { rows, reply: { result_count: rows.length, incidents: rows.map(({ item }) => item) } };
}

function queryOf(input: FetchInput, filters: readonly IncidentFilter[]): FetchQuery {
  const fromMs = rangeStartMs(input);
  return {
    ...(fromMs !== undefined && { fromMs }),
    ...(input.end_time !== undefined && { toMs: input.end_time }),
    timeField: input.time_field,
    orderBy: input.order_by,
    direction: input.direction,
    limit: input.limit,
    offset: input.offset,
    selection: {},
    filters: filters.map(({ field, operator, value }) => ({ field, operator, value })),
    details: false,
  };
}

/** Each filter by itself, as the API would: an incident passes with one of the sources of each. */
function hasSources(filters: readonly IncidentFilter[]): (item: JsonValue) => boolean {
  const selections = filters.map(({ value }) =>
    openSelection(incidentSelection, { incident_source: Array.isArray(value) ? (value as readonly string[]) : [] }),
  );
  return (item) => selections.every(({ selects }) => selects(item));
}
