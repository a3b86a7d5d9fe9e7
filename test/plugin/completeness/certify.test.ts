import { expect, test } from 'vitest';
import { xdrAudit } from '../../../src/plugin/sources/xdr-audit.ts';
import { createTenantModel, testStartMs } from '../../../src/testing/index.ts';
import { auditItem } from '../cortex-items.ts';
import { countedTenant } from './counted-tenant.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const late = 'paloalto.cortex.ingest.late';

test('a record that the tenant hid for an hour is found, delivered once and marked late; a day later all is certified', async () => {
  const model = createTenantModel();
  for (let number = 1; number <= 40; number += 1) {
    const atMs = testStartMs + number * 7 * minuteMs;
    model.audits.put(auditItem(number, atMs), { visibleAtMs: atMs });
  }
  const hiddenMs = testStartMs + 2 * hourMs;
  model.audits.put(auditItem(99, hiddenMs), { visibleAtMs: hiddenMs + hourMs });
  const tenant = countedTenant({ definition: xdrAudit, model, startMs: testStartMs });

  await tenant.live(6 * hourMs);
  const found = tenant.records.filter(({ attributes }) => attributes[late] === true);
  expect(found.map(({ body }) => body)).toMatchObject([{ AUDIT_ID: 99 }]);
  expect(tenant.records).toHaveLength(41);

  await tenant.live(26 * hourMs);
  expect(tenant.records).toHaveLength(41);
  expect(tenant.gauges()).toMatchObject({ mismatches: 0 });
  expect(tenant.gauges().certifiedToMs).toBeGreaterThan(testStartMs + 6 * hourMs);
  expect(await tenant.periods()).toContainEqual(
    expect.objectContaining({ state: 'certified', delivered: 41, reported: 41 }),
  );
});
