import type { JsonValue } from '../../contract/index.ts';
import type { CortexApi } from '../cortex/cortex-api.ts';
import type { Feed } from '../paging/feed.ts';
import type { FeedOf } from './feed-of.ts';
import { type ListTimes, publicApiFeed } from './public-api-feed.ts';
import { contentHash, recordUid } from './record-uid.ts';

export const agentAuditTimes = {
  creation: { field: 'timestamp', timeKey: 'TIMESTAMP', fractions: true },
} satisfies ListTimes;

/**
 * Audit reports of a tenant's agents, by `timestamp` (Cortex XDR REST API, Get Audit Agent Report). That is the time on
 * the host: the API knows none of arrival to filter by, so a report that arrives later
 * than the overlap is found only when what was delivered is counted.
 */
export function agentAuditFeed(
  api: CortexApi,
  { source, tenant, selected, time = agentAuditTimes.creation }: FeedOf,
): Feed<JsonValue> {
  const contentOf = contentHash();
  return publicApiFeed(api, {
    path: '/public_api/v1/audits/agents_reports',
    ...time,
    listKey: 'data',
    // A report has no id and is never changed.
    uid: (item) => recordUid(source, tenant, contentOf(item)),
    selected,
    narrow: () => [],
    // Times are finer than a millisecond: thousands of reports in one would be a single agent's loop.
    split: () => undefined,
  });
}
