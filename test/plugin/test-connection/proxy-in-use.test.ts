import type { LookupFunction } from 'node:net';
import { EnvHttpProxyAgent } from 'undici';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { proxyInUse } from '../../../src/plugin/test-connection/proxy-in-use.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { startProxy, type Proxy } from './start-proxy.ts';

let proxy: Proxy;
beforeEach(async () => {
  proxy = await startProxy(502);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await proxy.close();
});

const hosts = ['https://api-acme.example', 'https://acme.example:8443', 'https://127.0.0.1:9', 'https://[::1]:9'];
const exemptions = [
  '',
  '*',
  'example',
  '.example',
  '*.example',
  'API-ACME.example',
  'acme.example',
  'acme.example:443',
  'other.test, acme.example:8443',
  'other.test\tapi-acme.example',
  '*:8443',
  '*.acme.example',
  'cme.example',
  '127.0.0.1',
  '127.0.0.1:9',
  '::1',
  '[::1]',
  '[::1]:9',
  '[::1]:10',
];

test.each(exemptions)('NO_PROXY "%s" is understood as the connections understand it', async (exempt) => {
  for (const name of ['https_proxy', 'HTTP_PROXY', 'http_proxy', 'no_proxy']) vi.stubEnv(name, undefined);
  vi.stubEnv('HTTPS_PROXY', proxy.url);
  vi.stubEnv('NO_PROXY', exempt);
  for (const tenant of hosts) {
    const before = proxy.asked.length;
    const lookup: LookupFunction = (_host, _options, done) => done(new Error('no DNS here'), []);
    const agent = new EnvHttpProxyAgent({ requestTls: { lookup }, connect: { lookup } });
    await agent.request({ origin: tenant, path: '/', method: 'GET' }).catch(() => {});
    await agent.close();
    const used = proxy.asked.length > before;
    expect([tenant, proxyInUse({ tenant, proxy: undefined }, process.env)]).toEqual([tenant, used]);
  }
});

test('the proxy of the settings comes before that of the environment, and both are for https alone', () => {
  const env = { HTTPS_PROXY: 'http://proxy.example:3128' };
  expect(proxyInUse({ tenant: 'http://127.0.0.1:1', proxy: undefined }, env)).toBe(false);
  expect(proxyInUse({ tenant: 'http://127.0.0.1:1', proxy: new Secret('http://p') }, env)).toBe(false);
  expect(proxyInUse({ tenant: 'https://acme.example', proxy: new Secret('http://p') }, { NO_PROXY: '*' })).toBe(true);
  expect(proxyInUse({ tenant: 'https://acme.example', proxy: undefined }, { HTTPS_PROXY: '' })).toBe(false);
  expect(proxyInUse({ tenant: 'https://acme.example', proxy: undefined }, { ...env, https_proxy: '' })).toBe(false);
  expect(proxyInUse({ tenant: 'https://acme.example', proxy: undefined }, env)).toBe(true);
});
