import { once } from 'node:events';
import { connect as tlsConnect } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/shared/secret.ts';
import { certificate } from '../certificate.ts';
import { pagePolicy } from '../../../src/host/web/policy-headers.ts';
import { serveConsole, type ServedConsole, tokens } from './served-console.ts';

const { cert, key } = certificate({ name: 'console', hosts: ['console.example', '127.0.0.1'] });
const tls = { cert, key: new Secret(key) };
const everywhere = { host: '0.0.0.0', port: 0 };

let served: ServedConsole | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
});

describe('over TLS', () => {
  test('the cookie is bound to it and to this host, and the browser never comes back without', async () => {
    served = await serveConsole({ tls });
    expect(served.web.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const body = { token: tokens.admin.reveal() };
    const answer = await served.ask('/api/v1/session', { method: 'POST', body });
    const [cookie = ''] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^__Host-cortex-otel=[A-Za-z0-9]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
    const mine = await served.ask('/api/v1/session', { cookie: cookie.split(';')[0] ?? '' });
    expect(mine.status).toBe(200);
    // The name it has without TLS is one any page of this machine could have set.
    const other =
      cookie.split(';')[0]?.replace('__Host-cortex-otel', `cortex_otel_session_${new URL(served.web.url).port}`) ?? '';
    expect((await served.ask('/api/v1/session', { cookie: other })).status).toBe(401);
  });

  test('a page that came without it is another site', async () => {
    served = await serveConsole({ tls });
    const { host } = new URL(served.web.url);
    const headers = { host, origin: `http://${host}`, 'sec-fetch-site': 'same-site' };
    const asked = { method: 'POST', body: { token: tokens.admin.reveal() } };
    expect((await served.ask('/api/v1/session', { ...asked, headers })).status).toBe(403);
    const { 'sec-fetch-site': _, ...withoutSite } = headers;
    expect((await served.ask('/api/v1/session', { ...asked, headers: withoutSite })).status).toBe(403);
  });

  test('never over an old version of it', async () => {
    served = await serveConsole({ tls });
    const { port } = new URL(served.web.url);
    const socket = tlsConnect({
      host: '127.0.0.1',
      port: Number(port),
      rejectUnauthorized: false,
      minVersion: 'TLSv1.1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    const [error] = (await once(socket, 'error')) as [Error];
    expect(error.message).toMatch(/version|alert/i);
  });

  test('what does not speak it gets no answer', async () => {
    served = await serveConsole({ tls });
    await expect(fetch(served.web.url.replace('https', 'http'))).rejects.toThrow('fetch failed');
  });
});

describe('where others than this machine reach it', () => {
  test.for<[string, Parameters<typeof serveConsole>[0]]>([
    ['without TLS', {}],
    ['without credentials', { tls, access: [] }],
    ['without either', { access: [] }],
  ])('it does not start %s', async ([, parts]) => {
    const start = serveConsole({ listen: everywhere, ...parts });
    await expect(start).rejects.toMatchObject({ kind: 'config', code: 'WEB-802' });
  });

  test('it answers under the names it was given, and this machine’s own', async () => {
    served = await serveConsole({ listen: everywhere, tls, hosts: ['console.example'] });
    expect(served.web.url).toMatch(/^https:\/\/console\.example:\d+$/);
    const status = async (host: string) => (await served?.ask('/healthz', { headers: { host } }))?.status;
    expect(await status('console.example:443')).toBe(200);
    expect(await status('localhost')).toBe(200);
    expect(await status('evil.example')).toBe(421);
  });

  test('metrics, which name connectors, take a credential; probes do not', async () => {
    served = await serveConsole({ listen: everywhere, tls });
    expect((await served.ask('/metrics')).status).toBe(401);
    expect((await served.ask('/metrics', { as: 'viewer' })).body).toBe('up 1\n');
    expect((await served.ask('/healthz')).status).toBe(200);
    expect((await served.ask('/readyz')).status).toBe(200);
  });

  test('the page answers without one, under its own policy', async () => {
    served = await serveConsole({ listen: everywhere, tls });
    const page = await served.ask('/');
    expect(page).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toBe(pagePolicy);
  });
});

test.for<[string, { cert: string; key: Secret }]>([
  ['no certificate', { cert: 'x', key: tls.key }],
  ['no key', { cert, key: new Secret('CANARY-key') }],
  ['the key of another', { cert, key: new Secret(certificate({ name: 'other', hosts: [] }).key) }],
])('a certificate that cannot be used stops the start: %s', async ([, wrong]) => {
  const error: unknown = await serveConsole({ tls: wrong }).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ kind: 'config', code: 'WEB-803' });
  expect(String(error)).not.toContain('CANARY');
});
