import { expect, test } from 'vitest';
import { fault, type TenantCall } from '../../../src/testing/index.ts';
import { startCollector } from './enriching-collector.ts';
import { stocked } from './stocked-model.ts';

test.each([
  ['that the key may not see', 403, 14 * 60_000, 3],
  ['that the tenant fails on', 500, 60_000, 20],
])('others get their turn beside many %s', async (_which, status, waitMs, many) => {
  const failing = Array.from({ length: many }, (_, index) => ({ id: index + 1, alerts: 1, severity: 'critical' }));
  const others = Array.from({ length: 5 }, (_, index) => ({ id: 101 + index, alerts: 1 }));
  const model = stocked([...failing, ...others], { multipleExtraData: 'absent' });
  await using collector = await startCollector({ tenant: { model } });
  await collector.poll();
  const isFailing = ({ body }: TenantCall) => /"incident_id":"\d{1,2}"/.test(JSON.stringify(body));
  collector.tenant.faults.add(fault.when(isFailing, fault.status(status)));
  const endMs = collector.clock.elapsed() + 6 * 60 * 60_000;
  while (collector.clock.elapsed() < endMs) {
    const round = await collector.round().catch(() => 'failed');
    // As long as the host waits then.
    if (round === 'failed') await collector.clock.sleep(waitMs, new AbortController().signal);
  }
  expect(collector.enriched()).toHaveLength(5);
  expect(collector.gauges.waiting).toBe(many);
});
