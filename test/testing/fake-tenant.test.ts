import { createHash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { Agent, request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { exactNumber } from '../../src/testing/exact-number.ts';
import { demoKey, startFakeTenant, type FakeTenant, type FakeTenantOptions } from '../../src/testing/fake-tenant.ts';
import { auditList, incidentList } from '../../src/testing/tenant/list-spec.ts';
import { createVirtualClock } from '../../src/testing/virtual-clock.ts';
import { certificate } from '../host/certificate.ts';

const startMs = Date.UTC(2026, 2, 2, 8);
const started: FakeTenant[] = [];
const agent = new Agent({ keepAliveTimeout: 1 });

async function start(options: FakeTenantOptions = {}) {
  const tenant = await startFakeTenant({ clock: createVirtualClock(startMs), requestsPerSecond: Infinity, ...options });
  started.push(tenant);
  return tenant;
}
afterEach(async () => {
  await Promise.all(started.splice(0).map((tenant) => tenant.close()));
});

const standard = { authorization: demoKey.key, 'x-xdr-auth-id': demoKey.id };

async function post(
  tenant: FakeTenant,
  path: string,
  headers: Record<string, string> = standard,
  body = '{"request_data":{}}',
) {
  const answer = await request(tenant.url + path, { method: 'POST', headers, body, dispatcher: agent });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  return { status: answer.statusCode, headers: answer.headers, bytes, text: bytes.toString() };
}

function advancedHeaders(key: string, timestampMs: number) {
  const nonce = 'A'.repeat(64);
  const hash = createHash('sha256').update(`${key}${nonce}${timestampMs}`).digest('hex');
  return { authorization: hash, 'x-xdr-auth-id': '9', 'x-xdr-nonce': nonce, 'x-xdr-timestamp': String(timestampMs) };
}

describe('keys', () => {
  test('a Standard key is sent as it is; anything else is a 401', async () => {
    const tenant = await start();
    expect((await post(tenant, incidentList.path)).status).toBe(200);
    const wrong = await post(tenant, incidentList.path, { ...standard, authorization: `Bearer ${demoKey.key}` });
    expect(wrong.status).toBe(401);
    expect(JSON.parse(wrong.text)).toEqual({
      reply: { err_code: 401, err_msg: 'Public API request unauthorized', err_extra: null },
    });
    expect((await post(tenant, incidentList.path, { ...standard, 'x-xdr-auth-id': '8' })).status).toBe(401);
  });

  test('an Advanced key is verified, its timestamp within five minutes of the tenant’s clock', async () => {
    const tenant = await start({ keys: [{ id: '9', key: 'kkkk', type: 'advanced' }] });
    const status = async (headers: Record<string, string>) => (await post(tenant, incidentList.path, headers)).status;
    expect(await status(advancedHeaders('kkkk', startMs))).toBe(200);
    expect(await status(advancedHeaders('kkkk', startMs - 5 * 60_000))).toBe(200);
    expect(await status(advancedHeaders('kkkk', startMs - 5 * 60_000 - 1))).toBe(401);
    expect(await status(advancedHeaders('kkkk', startMs + 5 * 60_000 + 1))).toBe(401);
    expect(await status(advancedHeaders('kkkx', startMs))).toBe(401);
    expect(await status({ authorization: 'kkkk', 'x-xdr-auth-id': '9' })).toBe(401);
  });

  test('the hash is the one of the documents: plain SHA-256 of key, nonce and timestamp', async () => {
    const tenant = await start({
      keys: [{ id: '9', key: 'kkkk', type: 'advanced' }],
      clock: createVirtualClock(1_700_000_000_000),
    });
    const vector = {
      authorization: '4e54aefaf1722ecbb648816700ba426451b39f7f6f0069de50d80874ab877c68',
      'x-xdr-auth-id': '9',
      'x-xdr-nonce': 'A'.repeat(64),
      'x-xdr-timestamp': '1700000000000',
    };
    expect((await post(tenant, incidentList.path, vector)).status).toBe(200);
  });

  test('an XSOAR 6 key has no id', async () => {
    const tenant = await start({ keys: [{ key: 'six' }] });
    expect((await post(tenant, '/settings/audits', { authorization: 'six' })).status).toBe(200);
    expect((await post(tenant, '/settings/audits', { authorization: 'six', 'x-xdr-auth-id': '1' })).status).toBe(401);
  });

  test('keys come into force, expire and are rotated', async () => {
    const clock = createVirtualClock(startMs);
    const key = { ...demoKey, validFromMs: startMs + 1000, expiresAtMs: startMs + 2000 };
    const tenant = await start({ keys: [key], clock });
    const status = async () => (await post(tenant, incidentList.path)).status;
    expect(await status()).toBe(401);
    await clock.advance(1000);
    expect(await status()).toBe(200);
    await clock.advance(1000);
    expect(await status()).toBe(401);
    tenant.setKeys([demoKey]);
    expect(await status()).toBe(200);
  });

  test('a right or a licence that is missing concerns its path alone', async () => {
    const tenant = await start({
      keys: [{ ...demoKey, forbidden: [auditList.path], unlicensed: [incidentList.path] }],
    });
    expect((await post(tenant, auditList.path)).status).toBe(403);
    expect((await post(tenant, `${incidentList.path}/`)).status).toBe(402);
    expect((await post(tenant, '/public_api/v1/system/get_tenant_info')).status).toBe(200);
  });
});

describe('the tenant itself', () => {
  test('health, key check, keys and licences', async () => {
    const expiring = { ...demoKey, expiresAtMs: startMs + 86_400_000 };
    const tenant = await start({ keys: [expiring] });
    const health = await request(`${tenant.url}/public_api/v1/healthcheck`, { headers: standard, dispatcher: agent });
    expect(await health.body.json()).toEqual({ status: 'available' });
    expect((await post(tenant, '/api_keys/validate/')).text).toBe('true');
    const filter = (id: number) =>
      JSON.stringify({ request_data: { filters: [{ field: 'id', operator: 'in', value: [id] }] } });
    const keys = await post(tenant, '/public_api/v1/api_keys/get_api_keys', standard, filter(7));
    expect(JSON.parse(keys.text)).toMatchObject({
      reply: { DATA: [{ id: 7, expiration: expiring.expiresAtMs }], FILTER_COUNT: 1 },
    });
    const others = await post(tenant, '/public_api/v1/api_keys/get_api_keys', standard, filter(8));
    expect(JSON.parse(others.text)).toMatchObject({ reply: { DATA: [] } });
    expect((await post(tenant, '/public_api/v1/system/get_tenant_info')).text).toContain('purchased_pro_per_endpoint');
  });

  test('a path of the documents of 5.x answers 500 and a text', async () => {
    const answer = await post(await start(), '/XDR/public/v1/incidents/get_incidents');
    expect(answer.status).toBe(500);
    expect(answer.text).toMatch(/waitress/);
    expect(() => JSON.parse(answer.text)).toThrow(SyntaxError);
  });

  test('ten requests a second and no more', async () => {
    const clock = createVirtualClock(startMs);
    const tenant = await start({ clock, requestsPerSecond: 10 });
    const statuses = async () =>
      (await Promise.all(Array.from({ length: 12 }, () => post(tenant, incidentList.path)))).map((a) => a.status);
    expect((await statuses()).filter((status) => status === 429)).toHaveLength(2);
    await clock.advance(1000);
    expect((await statuses()).filter((status) => status === 200)).toHaveLength(10);
  });

  test('Date is the tenant’s own, or absent', async () => {
    expect((await post(await start(), incidentList.path)).headers['date']).toBe('Mon, 02 Mar 2026 08:00:00 GMT');
    expect((await post(await start({ date: false }), incidentList.path)).headers['date']).toBeUndefined();
  });

  test('gzip when asked', async () => {
    const answer = await post(await start(), incidentList.path, { ...standard, 'accept-encoding': 'gzip, br' });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(JSON.parse(gunzipSync(answer.bytes).toString())).toHaveProperty('reply.incidents', []);
  });

  test('numbers beyond 2^53 travel digit by digit', async () => {
    const tenant = await start();
    tenant.model.audits.put({
      AUDIT_ID: 1,
      AUDIT_INSERT_TIME: startMs,
      AUDIT_SESSION_ID: exactNumber('9007199254740993'),
    });
    expect((await post(tenant, auditList.path)).text).toContain('"AUDIT_SESSION_ID":9007199254740993');
  });

  test('HTTPS with the certificate it is given', async () => {
    const tls = certificate({ name: 'tenant', hosts: ['127.0.0.1'] });
    const tenant = await start({ tls });
    expect(tenant.url).toMatch(/^https:/);
    const trusting = new Agent({ connect: { ca: tls.cert } });
    const answer = await request(`${tenant.url}/health`, { headers: standard, dispatcher: trusting });
    expect(await answer.body.text()).toBe('OK');
    await trusting.close();
    await expect(post(tenant, incidentList.path)).rejects.toThrow(/self-signed/);
  });

  test('a body that is no JSON is a 400', async () => {
    expect((await post(await start(), incidentList.path, standard, '{')).status).toBe(400);
  });

  test('what was asked is remembered, and can be waited for', async () => {
    const tenant = await start();
    const three = tenant.until(() => tenant.requests.length === 3, AbortSignal.timeout(5000));
    await post(tenant, incidentList.path);
    await post(tenant, incidentList.path, {});
    await post(tenant, auditList.path);
    await three;
    expect(tenant.requests.map(({ path, status, atMs }) => [path, status, atMs])).toEqual([
      [incidentList.path, 200, startMs],
      [incidentList.path, 401, startMs],
      [auditList.path, 200, startMs],
    ]);
    expect(tenant.requests[0]?.body).toEqual({ request_data: {} });
  });
});
