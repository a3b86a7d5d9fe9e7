import type { JsonValue } from '../../contract/index.ts';
import { type JsonObject, numberOf, objectOf } from '../sources/vendor-values.ts';
import type { Ask } from './ask.ts';

export const quotaPath = '/public_api/v1/xql/get_quota';

/** Quota of queries, in compute units with fractions (Cortex XDR REST API, Get XQL Query Quota). Undefined: not told. */
export interface QueryQuota {
  readonly licensed: number | undefined;
  readonly purchased: number | undefined;
  readonly used: number | undefined;
  /** Queries that run at this moment; four may. */
  readonly active: number | undefined;
  /** As the API has it. */
  readonly reply: JsonObject;
  readonly answer: JsonValue;
}

/** @throws ConnectorError */
export async function queryQuota(ask: Ask, signal: AbortSignal): Promise<QueryQuota> {
  const answer = await ask(quotaPath, { request_data: {} }, signal);
  const reply = objectOf(objectOf(answer)?.['reply']) ?? {};
  return {
    licensed: numberOf(reply['license_quota']),
    purchased: numberOf(reply['additional_purchased_quota']),
    used: numberOf(reply['used_quota']),
    active: numberOf(reply['current_concurrent_active_queries_count']),
    reply,
    answer,
  };
}
