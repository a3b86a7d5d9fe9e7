import { isConnectorError, type JsonValue } from '../../../contract/index.ts';
import type { Ask } from '../../xql/ask.ts';
import { queryQuota } from '../../xql/query-quota.ts';

/** The quota as it is now, for the key fields of a result; null where the key may not look at it. */
export async function quotaFacts(ask: Ask, signal: AbortSignal): Promise<JsonValue> {
  try {
    const { licensed = null, purchased = null, used = null, active = null } = await queryQuota(ask, signal);
    return { license_quota: licensed, additional_purchased_quota: purchased, used_quota: used, active_queries: active };
  } catch (error) {
    if (isConnectorError(error)) return null;
    throw error;
  }
}
