import type { JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { Feed } from '../paging/feed.ts';
import type { FeedOf } from './feed-of.ts';
import { type ListTimes, publicApiFeed } from './public-api-feed.ts';
import { contentHash, recordUid } from './record-uid.ts';
import { creationBounds, splitByCreation } from './split-by-creation.ts';
import { objectOf, textOf } from './vendor-values.ts';

export const alertPath = '/public_api/v2/alerts/get_alerts_multi_events';
export const alertTimes = {
  creation: { field: 'creation_time', timeKey: 'detection_timestamp' },
  arrival: { field: 'server_creation_time', sort: 'creation_time', timeKey: 'local_insert_ts' },
} satisfies ListTimes;

/**
 * Alerts of a tenant by the time the tenant received them (Cortex XDR REST API, Get Alerts Multi-Events v2). To filter by
 * `creation_time`, the time of detection, would lose what a host reports that was offline. But that is the only time the
 * API sorts by.
 */
export function alertFeed(
  api: CortexApi,
  { source, tenant, selected, time = alertTimes.arrival }: FeedOf,
): Feed<JsonValue> {
  const identityOf = alertIdentity();
  return publicApiFeed(api, {
    path: alertPath,
    ...time,
    listKey: 'alerts',
    uid: (item) => recordUid(source, tenant, identityOf(item)),
    selected,
    narrow: creationBounds,
    split: splitByCreation('detection_timestamp'),
  });
}

/** One state of one alert, without the two fields in which the server counts its attempts to match it. */
function alertIdentity(): (item: JsonValue) => string {
  const contentOf = contentHash('attempt_counter', 'end_match_attempt_ts');
  return (item) => `${textOf(objectOf(item)?.['alert_id']) ?? ''}\n${contentOf(item)}`;
}
