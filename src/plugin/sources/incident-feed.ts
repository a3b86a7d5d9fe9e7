import type { JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { Feed, TiePart } from '../paging/feed.ts';
import { type Filter, publicApiFeed } from './public-api-feed.ts';
import { contentHash, recordUid } from './record-uid.ts';
import { numberOf, objectOf, textOf } from './vendor-values.ts';

/** Incidents of a tenant by `modification_time` (Cortex XDR REST API, Get Incidents). */
export function incidentFeed(api: CortexApi, source: string, tenant: string): Feed<JsonValue> {
  const identityOf = incidentIdentity();
  return publicApiFeed(api, {
    path: '/public_api/v1/incidents/get_incidents',
    field: 'modification_time',
    timeKey: 'modification_time',
    listKey: 'incidents',
    uid: (item) => recordUid(source, tenant, identityOf(item)),
    narrow: (part) => bounds(part['from'], part['to']),
    split: splitByCreation,
  });
}

/** One state of one incident. `creation_time` is left out: it "keeps updating" without anything having changed. */
function incidentIdentity(): (item: JsonValue) => string {
  const contentOf = contentHash('creation_time');
  return (item) => {
    const incident = objectOf(item);
    const id = textOf(incident?.['incident_id']) ?? '';
    const modified = textOf(incident?.['modification_time']) ?? '';
    return `${id}\n${modified}\n${contentOf(item)}`;
  };
}

function bounds(from: JsonValue | undefined, to: JsonValue | undefined): readonly Filter[] {
  const [least, most] = [numberOf(from), numberOf(to)];
  return [
    ...(least === undefined ? [] : [{ field: 'creation_time', operator: 'gte' as const, value: least }]),
    ...(most === undefined ? [] : [{ field: 'creation_time', operator: 'lte' as const, value: most }]),
  ];
}

/** Three parts around the median creation time of the items: before it, it alone, after it. A single time stays whole. */
function splitByCreation(part: TiePart | undefined, items: readonly JsonValue[]): readonly TiePart[] | undefined {
  const [from, to] = [numberOf(part?.['from']) ?? 1, numberOf(part?.['to']) ?? Infinity];
  const times = items
    .map((item) => numberOf(objectOf(item)?.['creation_time']) ?? Number.NaN)
    .filter((time) => Number.isInteger(time) && time >= from && time <= to)
    .sort((a, b) => a - b);
  const median = times[times.length >> 1];
  if (median === undefined || from === to) return undefined;
  return [
    ...(median > from ? [{ ...(from > 1 && { from }), to: median - 1 }] : []),
    { from: median, to: median },
    ...(median < to ? [{ from: median + 1, ...(to < Infinity && { to }) }] : []),
  ];
}
