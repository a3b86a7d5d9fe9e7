import { okAnswer } from '../../faults/answer.ts';
import type { Endpoint } from '../endpoint.ts';
import { answerRequestData } from '../request-data.ts';
import type { HeldXql } from './tenant-xql.ts';

/** Path of Get XQL Query Quota (Cortex XDR REST API). */
export const queryQuotaPath = '/public_api/v1/xql/get_quota';

/** Makes the endpoint. Amounts have fractions; what runs is told by query id, its `duration` in seconds (assumed). */
export function createQueryQuota(xql: HeldXql): Endpoint {
  return {
    answer: ({ body, nowMs }) =>
      answerRequestData(body, () => {
        const { running, started, rejected, used, mostAtOnce } = xql.usage(nowMs);
        const active = running.map(({ id, query, atMs }) => [id, { xql: query, duration: (nowMs - atMs) / 1000 }]);
        return okAnswer({
          reply: {
            license_quota: xql.limits.licenseQuota,
            additional_purchased_quota: xql.limits.additionalQuota,
            used_quota: used,
            eval_quota: 0,
            total_daily_running_queries: started,
            total_daily_concurrent_rejected_queries: rejected,
            current_concurrent_active_queries: Object.fromEntries(active),
            current_concurrent_active_queries_count: running.length,
            max_daily_concurrent_active_query_count: mostAtOnce,
          },
        });
      }),
  };
}
