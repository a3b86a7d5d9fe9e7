import { expect, test } from 'vitest';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import {
  conformance,
  type ConformanceUpstream,
  demoKey,
  fault,
  type JsonObject,
  startFakeTenant,
  testTools,
} from '../../../src/testing/index.ts';

const dayMs = 86_400_000;
const settlesMs = 20 * 60_000;

/** A tenant whose rows lie a day back; each fourth has the time of the one before. */
async function start(items: number): Promise<ConformanceUpstream> {
  const tools = testTools();
  const clock = tools.clock as ReturnType<typeof testTools>['clock'] & { advance(ms: number): Promise<void> };
  const tenant = await startFakeTenant({ clock, keys: [demoKey], requestsPerSecond: Infinity });
  const rows: JsonObject[] = [];
  const growFrom = (beginMs: number, more: number) => {
    for (let added = 0; added < more; added += 1) {
      const _time = beginMs + (added - (added % 4 === 3 ? 1 : 0)) * 977;
      rows.push({ _time, event_id: `event-${rows.length}`, agent_hostname: 'host-1', event_type: 'PROCESS' });
    }
  };
  tenant.model.xql.otherwise({ rows: () => rows });
  growFrom(clock.now() - dayMs, items);
  return {
    settings: {
      source: 'xdr-xql',
      api_key_id: demoKey.id,
      api_key: demoKey.key,
      server_url: tenant.url,
      requests_per_second: 1000,
      xql_query: 'dataset = xdr_data | filter event_type = ENUM.PROCESS',
      backfill_start_time: '26h',
    },
    tools,
    bodies: () => rows,
    grow: async (more) => {
      growFrom(clock.now() - more * 977, more);
      await clock.advance(settlesMs);
    },
    stall: async (signal) => {
      const before = tenant.requests.length;
      tenant.faults.add(fault.hang());
      await tenant.until(() => tenant.requests.length > before, signal);
    },
    close: () => tenant.close(),
  };
}

test.each(conformance({ plugin: createCortexPlugin(), start }))('$name', async ({ run }) => {
  await expect(run()).resolves.toBeUndefined();
});
