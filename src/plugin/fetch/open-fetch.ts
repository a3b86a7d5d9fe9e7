import { ConnectorError, type FetchQuery, type JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { CortexConfig } from '../cortex-config.ts';
import type { FetchOptions } from '../paging/fetch-rows.ts';
import { openSelection } from '../selection/open-selection.ts';
import type { Filter, ListTime, ListTimes } from '../sources/public-api-feed.ts';
import type { SourceDefinition } from '../sources/source-definition.ts';
import { blamingFilters } from './blaming-filters.ts';
import type { FetchDefinition } from './fetch-definition.ts';
import { olderOnly } from './older-only.ts';
import { ownOf } from './own-of.ts';
import { selectionAsked } from './selection-asked.ts';
import { vendorFilters } from './vendor-filters.ts';

interface Asked extends Pick<
  FetchOptions<JsonValue>,
  'feed' | 'fromMs' | 'toMs' | 'direction' | 'offset' | 'limit' | 'selects'
> {
  readonly details: FetchDefinition['details'];
}

/** A query in the terms of a source. @throws ConnectorError `config` for what its API cannot be asked. */
export function openFetch(
  definition: SourceDefinition<JsonValue>,
  { config, api }: { readonly config: CortexConfig; readonly api: CortexApi },
  query: FetchQuery,
): Asked {
  const fetch = definition.fetch?.(config);
  if (!fetch) throw refusal(`${definition.id} cannot be fetched from`);
  if (query.details && !fetch.details) throw refusal(`${definition.id} has no extra data to fetch`);
  const bounded = timeNamed(query.timeField, 'time-field', { definition, times: fetch.times });
  const ordered = timeNamed(query.orderBy ?? query.timeField, 'order-by', { definition, times: fetch.times });
  const { filters, selects } = selected(definition, fetch, query);
  const { fromMs, toMs, direction, offset, limit } = query;
  // The walk bounds the time it goes by itself; another one is a filter like all others.
  const isSame = bounded === ordered;
  const bounds = isSame ? [] : boundsOf(bounded, query);
  const given = vendorFilters(query.filters);
  const listOf = (selected: readonly Filter[]) => fetch.feed(api, { time: ordered, selected });
  const ours = [...bounds, ...filters];
  const list = given.length > 0 ? blamingFilters(listOf([...given, ...ours]), listOf(ours)) : listOf(ours);
  const feed = definition.newer ? olderOnly(list, definition.newer, { api, config }) : list;
  const range = isSame ? { fromMs, toMs } : { fromMs: undefined, toMs: undefined };
  return { feed, ...range, direction, offset, limit, selects, details: query.details ? fetch.details : undefined };
}

function timeNamed(
  name: string | undefined,
  option: string,
  { definition, times }: { readonly definition: Pick<SourceDefinition, 'id'>; readonly times: ListTimes },
): ListTime {
  const time = name === undefined ? Object.values(times)[0] : ownOf(times, name);
  if (time) return time;
  throw refusal(`${option}: ${definition.id} has no such time`, `It has ${Object.keys(times).join(' and ')}.`);
}

function boundsOf({ field }: ListTime, { fromMs = 0, toMs }: FetchQuery): readonly Filter[] {
  return [
    ...(fromMs > 0 ? [{ field, operator: 'gte', value: fromMs }] : []),
    ...(toMs === undefined ? [] : [{ field, operator: 'lte', value: toMs }]),
  ];
}

function selected(definition: SourceDefinition<JsonValue>, { hasFilters }: FetchDefinition, query: FetchQuery) {
  if (!hasFilters && (query.filters.length > 0 || Object.keys(query.selection).length > 0)) {
    throw refusal(`${definition.id} has no filters on this server but the time`);
  }
  return openSelection(definition.selection ?? {}, selectionAsked(definition, query.selection));
}

function refusal(message: string, remedy?: string): ConnectorError {
  return new ConnectorError('config', message, { code: 'CFG-001', ...(remedy !== undefined && { remedy }) });
}
