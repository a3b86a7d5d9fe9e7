import { Agent, request } from 'undici';
import { afterEach, expect, test } from 'vitest';
import {
  createVirtualClock,
  demoKey,
  extraDataPath,
  multipleExtraDataPath,
  startFakeTenant,
  type FakeTenant,
  type FakeTenantOptions,
} from '../../src/testing/index.ts';

const startMs = Date.UTC(2026, 2, 2, 8);
const agent = new Agent({ keepAliveTimeout: 1 });
const started: FakeTenant[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((tenant) => tenant.close()));
});

async function start(options: FakeTenantOptions = {}) {
  const clock = createVirtualClock(startMs);
  const tenant = await startFakeTenant({ clock, requestsPerSecond: Infinity, ...options });
  started.push(tenant);
  tenant.model.incidents.put({ incident_id: '1', modification_time: startMs, creation_time: startMs });
  return { tenant, clock };
}

async function post(tenant: FakeTenant, path = extraDataPath, headers = {}) {
  const key = { authorization: demoKey.key, 'x-xdr-auth-id': demoKey.id, ...headers };
  const body = JSON.stringify({ request_data: { incident_id: '1' } });
  const answer = await request(tenant.url + path, { method: 'POST', headers: key, body, dispatcher: agent });
  return { status: answer.statusCode, text: await answer.body.text() };
}

test('extra data of one incident is given ten times a minute, by the tenant’s clock', async () => {
  const { tenant, clock } = await start();
  for (let n = 0; n < 10; n += 1) expect((await post(tenant)).status).toBe(200);
  const refused = await post(tenant, `${extraDataPath}/`);
  expect(refused.status).toBe(429);
  expect(refused.text).toContain('Rate limit exceeded');
  await clock.advance(59_999);
  expect((await post(tenant)).status).toBe(429);
  await clock.advance(1);
  expect((await post(tenant)).status).toBe(200);
});

test('the refusal may have another status: no document gives it', async () => {
  const { tenant } = await start({ extraDataPerMinute: 1, extraDataLimitStatus: 500 });
  await post(tenant);
  expect(await post(tenant)).toMatchObject({ status: 500, text: expect.stringContaining('Rate limit exceeded') });
});

test('the limit concerns neither other paths nor calls that were refused before', async () => {
  const { tenant } = await start({ extraDataPerMinute: 1 });
  expect((await post(tenant, extraDataPath, { authorization: 'wrong' })).status).toBe(401);
  expect((await post(tenant)).status).toBe(200);
  expect((await post(tenant)).status).toBe(429);
  expect((await post(tenant, multipleExtraDataPath)).status).toBe(200);
});

test('calls count towards the limit of the second as all others do', async () => {
  const { tenant } = await start({ requestsPerSecond: 2 });
  await post(tenant, multipleExtraDataPath);
  await post(tenant);
  expect(await post(tenant)).toMatchObject({ status: 429, text: expect.stringContaining('Too many requests') });
});

test('a right that is missing concerns its path alone', async () => {
  const { tenant } = await start({ keys: [{ ...demoKey, forbidden: [extraDataPath] }] });
  expect((await post(tenant)).status).toBe(403);
  expect((await post(tenant, multipleExtraDataPath)).status).toBe(200);
});
