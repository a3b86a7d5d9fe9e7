import { afterEach, expect, test } from 'vitest';
import {
  createTenantModel,
  demoKey,
  type FakeTenant,
  type Generation,
  seededRandom,
  startFakeTenant,
} from '../../../src/testing/index.ts';
import { believableAlert, believableIncident } from '../../../src/testing/index.ts';
import { failureIn, runTest, settingsFor, stageOf } from './run-test.ts';

const open: FakeTenant[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(async (tenant) => tenant.close()));
});

async function start(generation: Generation, forbidden: readonly string[] = []): Promise<FakeTenant> {
  const model = createTenantModel({ generation });
  const random = seededRandom(1);
  model.incidents.put(believableIncident(random, 1, Date.now() - 60_000));
  model.alerts.put(believableAlert(random, 1, Date.now() - 60_000));
  const tenant = await startFakeTenant({ model, keys: [{ ...demoKey, forbidden }], requestsPerSecond: Infinity });
  open.push(tenant);
  return tenant;
}

test.each([
  ['xdr-incidents', 'incidents', 'The tenant has incidents (API generation incidents).'],
  ['xdr-incidents', 'cases', 'The tenant has cases (API generation cases).'],
  ['xdr-alerts', 'incidents', 'The tenant has alerts (API generation incidents).'],
  ['xdr-alerts', 'cases', 'The tenant has issues (API generation cases).'],
] as const)('of %s on a tenant with %s passes, and says what was found', async (source, generation, says) => {
  const tenant = await start(generation);
  const stages = await runTest(settingsFor(tenant.url, { source }));
  expect(stages.filter(({ status }) => status === 'failed')).toEqual([]);
  expect(stageOf(stages, 'permission').message).toBe(`One record was read. ${says}`);
  expect(stageOf(stages, 'mapping').status).toBe('ok');
});

test('a key that may not view cases is told so, not that the address is wrong', async () => {
  const tenant = await start('cases', ['/public_api/v1/case/search']);
  const failure = failureIn(await runTest(settingsFor(tenant.url)));
  expect(failure).toMatchObject({ stage: 'permission', code: 'PERM-401' });
  expect(failure.remedy).toContain('Cases & Issues: View');
});

test('a generation that is set and not served is a wrong setting', async () => {
  const tenant = await start('incidents');
  const failure = failureIn(await runTest(settingsFor(tenant.url, { api_generation: 'cases' })));
  expect(failure).toMatchObject({ stage: 'permission', code: 'API-404' });
  expect(tenant.requests.map(({ path }) => path)).not.toContain('/public_api/v1/incidents/get_incidents');
});
