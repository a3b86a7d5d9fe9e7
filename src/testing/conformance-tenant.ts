import type { JsonValue } from '../contract/index.ts';
import type { ConformanceSubject, ConformanceUpstream } from './conformance/conformance-subject.ts';
import { demoKey, startFakeTenant } from './fake-tenant.ts';
import { fault } from './faults/fault-kinds.ts';
import type { JsonObject } from './faults/answer.ts';
import { seededRandom, type SeededRandom } from './seeded-random.ts';
import type { ApiKey } from './tenant/api-key.ts';
import { createTenantModel, type TenantModelOptions } from './tenant-model.ts';
import { testStartMs, testTools } from './test-tools.ts';
import { createVirtualClock } from './virtual-clock.ts';

/** A source that collects from one list of a Cortex tenant, as the conformance suite needs to know it. */
export interface CortexSubject {
  /** Settings beside the address and the key: `source`, and the key's id where it has one. */
  readonly settings: Readonly<Record<string, JsonValue>>;
  /** Path of its list. */
  readonly path: string;
  /** Makes the item of this number and time, epoch milliseconds; never two that are equal. */
  readonly item: (random: SeededRandom, number: number, timeMs: number) => JsonObject;
  /** Default: {@link demoKey}. */
  readonly key?: ApiKey;
  readonly model?: TenantModelOptions;
}

/**
 * What {@link ConformanceSubject.start} is for a source of Cortex: a {@link startFakeTenant} with items a second apart,
 * the first ones from the day before, every tenth of them in the millisecond of the one before.
 */
export function conformanceTenant(subject: CortexSubject): ConformanceSubject['start'] {
  return async (items): Promise<ConformanceUpstream> => {
    const clock = createVirtualClock(testStartMs, { sleep: 'passes' });
    const key = subject.key ?? demoKey;
    const model = createTenantModel(subject.model);
    const tenant = await startFakeTenant({ model, keys: [key], clock, requestsPerSecond: Infinity });
    const random = seededRandom(1);
    const bodies: JsonObject[] = [];

    function growFrom(beginMs: number, count: number): void {
      for (let added = 1; added <= count; added += 1) {
        const number = bodies.length + 1;
        const seconds = number % 10 === 0 ? added - 1 : added;
        const item = subject.item(random, number, beginMs + seconds * 1000);
        bodies.push(item);
        model.list(subject.path).put(item);
      }
    }

    function grow(count: number): void {
      growFrom(clock.now() - (count + 1) * 1000, count);
    }

    async function stall(signal: AbortSignal): Promise<void> {
      const before = tenant.requests.length;
      tenant.faults.add(fault.hang());
      await tenant.until(() => tenant.requests.length > before, signal);
    }

    growFrom(testStartMs - 86_400_000, items);
    const settings = { ...subject.settings, server_url: tenant.url, api_key: key.key, requests_per_second: 1000 };
    return { settings, tools: testTools({ clock }), bodies: () => bodies, grow, stall, close: () => tenant.close() };
  };
}
