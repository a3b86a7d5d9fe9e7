import type { JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { Feed } from '../paging/feed.ts';
import { type Filter, publicApiFeed } from './public-api-feed.ts';
import { contentHash, recordUid } from './record-uid.ts';
import { creationBounds, splitByCreation } from './split-by-creation.ts';
import { objectOf, textOf } from './vendor-values.ts';

export const issuePath = '/public_api/v1/issue/search';

/**
 * Issues of a tenant by the time the tenant received them: `_insert_time`, which is the `local_insert_ts` of an alert.
 * What the API sorts by is in no document: it is asked for no order (Cortex XSIAM Platform APIs, issue
 * search; the list is `issues` there, and `DATA` in answers seen by its users).
 */
export function issueFeed(api: CortexApi, { source, tenant }: { source: string; tenant: string }): Feed<JsonValue> {
  const contentOf = contentHash();
  return publicApiFeed(api, {
    path: issuePath,
    field: '_insert_time',
    unsorted: true,
    timeKey: '_insert_time',
    listKey: 'DATA',
    otherListKey: 'issues',
    countKey: 'FILTER_COUNT',
    uid: (item) => recordUid(source, tenant, `${textOf(objectOf(item)?.['id']) ?? ''}\n${contentOf(item)}`),
    narrow: (part) => creationBounds(part).map((bound): Filter => ({ ...bound, field: 'observation_time' })),
    split: splitByCreation('observation_time'),
  });
}
