import type { JsonValue } from '../../../../src/contract/index.ts';
import {
  actionStatusPath,
  believableHost,
  createTenantModel,
  seededRandom,
  type JsonObject,
  type TenantModelOptions,
} from '../../../../src/testing/index.ts';
import { replyOf } from '../reply-of.ts';

/** When everything in the tests of actions begins. */
export const at = 1_772_000_000_000;

interface Begun {
  readonly action_id: number;
  readonly endpoints_count: number;
}

/** A tenant with hosts `id-1`, `id-2` …, and how to ask it. */
export function tenantWithHosts(count: number, fields: JsonObject = {}, options: TenantModelOptions = {}) {
  const model = createTenantModel(options);
  for (let number = 1; number <= count; number += 1) {
    const host = believableHost(seededRandom(number), number, at);
    model.hosts.put({ ...host, endpoint_id: `id-${number}`, ...fields });
  }
  const ask = (path: string, request: JsonValue, nowMs = at) => model.answer(path, { request_data: request }, nowMs);
  return {
    model,
    ask,
    begin: (path: string, request: JsonValue, nowMs = at) => replyOf<Begun>(ask(path, request, nowMs)),
    statusOf: (id: JsonValue, nowMs: number) =>
      replyOf<{ data: JsonObject; errorReasons?: JsonObject }>(ask(actionStatusPath, { group_action_id: id }, nowMs)),
    hostAt: (id: string, nowMs: number) => model.hosts.visible(nowMs).find((host) => host['endpoint_id'] === id),
  };
}

/** The filter that names hosts. */
export function byId(...ids: readonly string[]) {
  return [{ field: 'endpoint_id_list', operator: 'in', value: [...ids] }];
}
