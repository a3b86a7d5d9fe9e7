import type { JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { Feed } from '../paging/feed.ts';
import { auditEntities } from './audit-entities.ts';
import { auditResults } from './audit-selection.ts';
import type { FeedOf } from './feed-of.ts';
import { type Filter, type ListTimes, publicApiFeed, selectedWords } from './public-api-feed.ts';
import { contentHash, recordUid } from './record-uid.ts';
import { listOf, objectOf, textOf } from './vendor-values.ts';

/** Times of an entry; filtering by AUDIT_INSERT_TIME is an HTTP 500. */
export const auditTimes = { creation: { field: 'timestamp', timeKey: 'AUDIT_INSERT_TIME' } } satisfies ListTimes;

/** Management audit log of a tenant, by `timestamp` (Cortex XDR REST API, Get Audit Management Logs). */
export function auditFeed(
  api: CortexApi,
  { source, tenant, selected, time = auditTimes.creation }: FeedOf,
): Feed<JsonValue> {
  const contentOf = contentHash();
  return publicApiFeed(api, {
    path: '/public_api/v1/audits/management_logs',
    ...time,
    listKey: 'data',
    // An entry is never changed, so its id is its identity; some servers send none.
    uid: (item) => recordUid(source, tenant, textOf(objectOf(item)?.['AUDIT_ID']) ?? contentOf(item)),
    selected,
    narrow: (part) => [...oneOf('type', part['type']), ...oneOf('result', part['result'])],
    split: splitByTypeAndResult(selected),
  });
}

function oneOf(field: string, values: JsonValue | undefined): readonly Filter[] {
  const texts = listOf(values);
  return texts ? [{ field, operator: 'in', value: texts }] : [];
}

/**
 * By type first: each type seen by itself, all others that are selected, or else known, together. Then by result. The
 * API has no "none of these", so a type or result that is neither known nor seen is out of a part's reach.
 */
function splitByTypeAndResult(selected: readonly Filter[]): Feed<JsonValue>['split'] {
  const [allTypes, allResults] = [
    listOf(selectedWords(selected, 'type')?.value) ?? auditEntities,
    listOf(selectedWords(selected, 'result')?.value) ?? auditResults,
  ];
  return (part, items) => {
    const types = listOf(part?.['type']);
    if (types?.length !== 1) {
      const parts = cut(types, allTypes, valuesOf(items, 'AUDIT_ENTITY'));
      if (parts.length > 1) return parts.map((type) => ({ type }));
    }
    const type = types ?? allTypes;
    const results = listOf(part?.['result']);
    if (results?.length === 1) return undefined;
    const parts = cut(results, allResults, valuesOf(items, 'AUDIT_RESULT'));
    return parts.length > 1 ? parts.map((result) => ({ type, result })) : undefined;
  };
}

/** Disjoint parts of `among` (or of all that is known and seen): the seen ones singly, the rest in one or two. */
function cut(
  among: readonly string[] | undefined,
  known: readonly string[],
  seen: ReadonlySet<string>,
): readonly (readonly string[])[] {
  const all = among ?? [...new Set([...seen, ...known])];
  const single = all.filter((value) => seen.has(value));
  const rest = all.filter((value) => !seen.has(value));
  const half = single.length > 0 ? rest.length : rest.length >> 1;
  return [...single.map((value) => [value]), rest.slice(0, half), rest.slice(half)].filter((each) => each.length > 0);
}

function valuesOf(items: readonly JsonValue[], key: string): ReadonlySet<string> {
  return new Set(items.flatMap((item) => listOf(objectOf(item)?.[key]) ?? []));
}
