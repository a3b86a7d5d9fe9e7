import type { JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { Feed } from '../paging/feed.ts';
import type { FeedOf } from './feed-of.ts';
import { type ListTimes, publicApiFeed } from './public-api-feed.ts';
import { contentHash, recordUid } from './record-uid.ts';
import { creationBounds, splitByCreation } from './split-by-creation.ts';
import { objectOf, textOf } from './vendor-values.ts';

export const incidentPath = '/public_api/v1/incidents/get_incidents';
export const incidentTimes = {
  modification: { field: 'modification_time', timeKey: 'modification_time' },
  creation: { field: 'creation_time', timeKey: 'creation_time' },
} satisfies ListTimes;

/** Incidents of a tenant by `modification_time`, if not asked by another (Cortex XDR REST API, Get Incidents). */
export function incidentFeed(
  api: CortexApi,
  { source, tenant, selected, time = incidentTimes.modification }: FeedOf,
): Feed<JsonValue> {
  return publicApiFeed(api, {
    path: incidentPath,
    ...time,
    listKey: 'incidents',
    uid: incidentUid(source, tenant),
    selected,
    narrow: creationBounds,
    split: splitByCreation('creation_time'),
  });
}

/** A function that gives the uid of an incident in one of its states. */
export function incidentUid(source: string, tenant: string): (item: JsonValue) => string {
  const identityOf = incidentIdentity();
  return (item) => recordUid(source, tenant, identityOf(item));
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
