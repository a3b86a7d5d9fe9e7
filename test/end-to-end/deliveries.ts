import { isJsonObject, type FakeOtlpEndpoint, type RecordList } from '../../src/testing/index.ts';
import { incidentItem } from '../plugin/cortex-items.ts';

const dayMs = 86_400_000;

/** Puts so many incidents of the last day into a tenant, numbered from `first`. */
export function putIncidents(incidents: RecordList, count: number, first = 1, nowMs = Date.now()): void {
  for (let number = first; number < first + count; number += 1) {
    incidents.put(incidentItem(number, nowMs - dayMs + number * 1000));
  }
}

/** Numbers of the incidents the endpoint accepted, in order of number, repeats included. */
export function delivered(endpoint: Pick<FakeOtlpEndpoint, 'received'>): readonly number[] {
  const ids = endpoint.received().map(({ body }) => (isJsonObject(body) ? Number(body['incident_id']) : Number.NaN));
  return ids.toSorted((a, b) => a - b);
}

/** Numbers from `first` on: what has to be delivered once each. */
export function numbers(count: number, first = 1): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}
