import type { JsonValue } from '../../contract/index.ts';
import { isJsonObject, okAnswer, type Answer, type JsonObject } from '../faults/answer.ts';
import type { ApiKey } from './api-key.ts';

/** Answers of the paths that are about the tenant rather than its data; undefined for any other path. */
export function systemAnswer(path: string, body: JsonValue, keys: readonly ApiKey[]): Answer | undefined {
  switch (path) {
    case '/public_api/v1/healthcheck':
      return okAnswer({ status: 'available' });
    case '/health':
      return { status: 200, headers: { 'content-type': 'text/plain' }, body: 'OK' };
    case '/api_keys/validate':
      return okAnswer(true);
    case '/public_api/v1/api_keys/get_api_keys':
      return okAnswer(keyList(keys, wantedIds(body)));
    case '/public_api/v1/system/get_tenant_info':
      return okAnswer({ reply: tenantInfo });
    default:
      return undefined;
  }
}

/** Licences as the vendor gives them: dates as text or 0, amounts as numbers or objects. */
const tenantInfo: JsonObject = {
  pro_per_endpoint_expiration: 'Nov 7th 2030 07:59:59',
  purchased_pro_per_endpoint: { agents: 2500 },
  data_enabled_pro_per_endpoint: 2187,
  prevent_expiration: 0,
  purchased_prevent: 0,
  installed_prevent: 2190,
  pro_tb_expiration: 'Nov 7th 2030 07:59:59',
  purchased_pro_tb: { tb: 3 },
  installed_pro_tb: 0,
  compute_unit_is_trial: false,
};

function keyList(keys: readonly ApiKey[], wanted: ReadonlySet<string> | undefined): JsonValue {
  const rows = keys
    .filter((key) => key.id !== undefined && (wanted?.has(key.id) ?? true))
    .map((key) => ({
      id: Number(key.id),
      created_by: 'admin@example.com',
      creation_time: 1_735_689_600_000,
      roles: ['Instance Administrator'],
      security_level: key.type ?? 'standard',
      expiration: key.expiresAtMs ?? null,
      comment: '',
    }));
  return { reply: { DATA: rows, FILTER_COUNT: rows.length, TOTAL_COUNT: keys.length } };
}

/** Ids of the filter `id in [...]`; undefined when nothing is filtered. */
function wantedIds(body: JsonValue): ReadonlySet<string> | undefined {
  const data = isJsonObject(body) ? body['request_data'] : undefined;
  const filters = isJsonObject(data) ? data['filters'] : undefined;
  const [first] = Array.isArray(filters) ? (filters as readonly JsonValue[]) : [];
  const value = isJsonObject(first) ? first['value'] : undefined;
  return Array.isArray(value)
    ? new Set((value as readonly JsonValue[]).map((id) => JSON.stringify(id).replaceAll('"', '')))
    : undefined;
}
