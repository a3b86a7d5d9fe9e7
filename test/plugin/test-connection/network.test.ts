import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { TestStage } from '../../../src/contract/index.ts';
import { resolveHost } from '../../../src/plugin/test-connection/resolve-host.ts';
import { createVirtualClock, fault, startFakeTenant } from '../../../src/testing/index.ts';
import { type Certificate, type CertificateOptions, makeCertificate } from './make-certificate.ts';
import { failureIn, realTools, runTest, type Settings, settingsFor, stageOf } from './run-test.ts';
import { startProxy } from './start-proxy.ts';

const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function opened<T extends { close(): Promise<unknown> }>(starting: Promise<T>): Promise<T> {
  const started = await starting;
  open.push(started);
  return started;
}

const dayMs = 86_400_000;
const nowMs = Date.now();
const lasting = { fromMs: nowMs - 10 * dayMs, toMs: nowMs + 90 * dayMs + dayMs / 2 };
const authority = makeCertificate({ name: 'Test Authority', ...lasting });

function certificate(changes: Partial<CertificateOptions> = {}): Certificate {
  return makeCertificate({ name: 'server', hosts: ['127.0.0.1'], issuer: authority, ...lasting, ...changes });
}

/** A connection test of a tenant that shows this certificate, with the test's authority trusted unless told. */
async function testTls({ cert, key }: Certificate, settings: Settings = { ca_file: authority.cert }) {
  const tenant = await opened(startFakeTenant({ tls: { cert, key } }));
  return runTest(settingsFor(tenant.url, settings));
}

describe('DNS', () => {
  test('a name nobody knows', async () => {
    const failure = failureIn(await runTest(settingsFor('https://cortex.invalid')));
    expect(failure).toMatchObject({ stage: 'dns', code: 'NET-101', remedy: expect.stringContaining('region') });
    expect(failure.message).toContain('cortex.invalid');
  });

  test('a tenant whose name leads to a private address', async () => {
    const resolve = () => Promise.resolve([{ address: '10.0.0.8', family: 4 }]);
    const host = 'api-acme.xdr.eu.paloaltonetworks.com';
    await expect(resolveHost(host, 'public', resolve)).rejects.toMatchObject({
      code: 'NET-103',
      message: `${host} resolves to 10.0.0.8, which is not connected to: private address`,
    });
    await expect(resolveHost('xsoar.corp.example', 'private-allowed', resolve)).resolves.toHaveLength(1);
  });

  test('a name whose one address is fine and whose other is instance metadata', async () => {
    const resolve = () =>
      Promise.resolve([
        { address: '198.51.100.7', family: 4 },
        { address: '169.254.169.254', family: 4 },
      ]);
    await expect(resolveHost('cortex.corp.example', 'private-allowed', resolve)).rejects.toMatchObject({
      code: 'NET-103',
    });
  });

  test('a name without addresses', async () => {
    const resolve = () => Promise.resolve([]);
    await expect(resolveHost('cortex.corp.example', 'private-allowed', resolve)).rejects.toMatchObject({
      code: 'NET-101',
    });
  });
});

describe('the connection', () => {
  test('is refused: the address is told', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    await once(server, 'close');
    const failure = failureIn(await runTest(settingsFor(`https://127.0.0.1:${port}`)));
    expect(failure).toMatchObject({ stage: 'connect', code: 'NET-102', remedy: expect.stringContaining('firewall') });
    expect(failure.message).toContain(`ECONNREFUSED connect 127.0.0.1:${port}`);
  });
});

describe('TLS', () => {
  test('shows issuer and days left, and the rest of the test goes on', async () => {
    const stages = await testTls(certificate());
    expect(stageOf(stages, 'tls')).toMatchObject({
      status: 'ok',
      message: 'TLSv1.3, certificate issued by Test Authority, 90 days left.',
    });
    expect(stageOf(stages, 'mapping').status).toBe('ok');
  });

  test('warns when the certificate expires within 14 days', async () => {
    const stages = await testTls(certificate({ toMs: nowMs + 2 * dayMs }));
    expect(stageOf(stages, 'tls')).toMatchObject({ status: 'warning', remedy: expect.stringContaining('renewed') });
    const endsAt = new Date(Math.floor((nowMs + 2 * dayMs) / 1000) * 1000).toISOString();
    expect(stageOf(stages, 'tls').expires).toEqual({ what: 'The certificate of the API', at: endsAt });
    expect(stageOf(stages, 'mapping').status).toBe('ok');
  });

  const refused: readonly (readonly [what: string, Certificate, Settings, Partial<TestStage>, RegExp])[] = [
    [
      'an authority nobody trusts',
      certificate(),
      {},
      { code: 'TLS-201', remedy: expect.stringContaining('ca_file') as string },
      /issued by Test Authority/,
    ],
    [
      'a certificate signed by itself',
      makeCertificate({ name: 'self', hosts: ['127.0.0.1'], ...lasting }),
      {},
      { code: 'TLS-201' },
      /SELF_SIGNED/,
    ],
    [
      'a certificate for another name',
      certificate({ hosts: ['other.example', 'third.example'] }),
      { ca_file: authority.cert },
      { code: 'TLS-202' },
      /for DNS:other\.example, DNS:third\.example, issued by Test Authority/,
    ],
    [
      'a certificate that has expired',
      certificate({ fromMs: Date.UTC(2025, 0, 2), toMs: Date.UTC(2025, 1, 3) }),
      { ca_file: authority.cert },
      { code: 'TLS-202', remedy: expect.stringContaining('clock') as string },
      /valid from 2025-01-02 to 2025-02-03/,
    ],
    [
      'a certificate that is not valid yet',
      certificate({ fromMs: nowMs + dayMs }),
      { ca_file: authority.cert },
      { code: 'TLS-202' },
      /NOT_YET_VALID/,
    ],
  ];
  test.each(refused)('refuses %s', async (...[, shown, settings, finding, message]) => {
    const failure = failureIn(await testTls(shown, settings));
    expect(failure).toMatchObject({ stage: 'tls', ...finding, message: expect.stringMatching(message) });
  });

  test('refuses a server that speaks plain HTTP', async () => {
    const tenant = await opened(startFakeTenant());
    const failure = failureIn(await runTest(settingsFor(tenant.url.replace('http:', 'https:'))));
    expect(failure).toMatchObject({ stage: 'tls', code: 'TLS-201' });
    expect(tenant.requests).toEqual([]);
  });

  test('sends a refused server nothing', async () => {
    const { cert, key } = certificate();
    const tenant = await opened(startFakeTenant({ tls: { cert, key } }));
    failureIn(await runTest(settingsFor(tenant.url)));
    expect(tenant.requests).toEqual([]);
  });
});

describe('a proxy', () => {
  async function throughProxy(proxy: { readonly url: string }, shown = certificate()) {
    const tenant = await opened(startFakeTenant({ tls: { cert: shown.cert, key: shown.key } }));
    return {
      tenant,
      stages: await runTest(settingsFor(tenant.url, { ca_file: authority.cert, proxy: proxy.url })),
    };
  }

  test('takes the test to the tenant; what it hides is skipped, and said', async () => {
    const proxy = await opened(startProxy());
    const { stages, tenant } = await throughProxy(proxy);
    expect(stages.map(({ status }) => status)).toEqual(['ok', 'skipped', 'ok', 'skipped', 'ok', 'ok', 'ok', 'ok']);
    for (const name of ['dns', 'tls'] as const) expect(stageOf(stages, name).message).toContain('A proxy is used');
    expect(new Set(proxy.asked)).toEqual(new Set([new URL(tenant.url).host]));
  });

  test.each([
    [407, 'user and password'],
    [403, 'allow this host'],
    [502, 'Check the proxy'],
  ])('that answers %i', async (status, remedy) => {
    const { stages } = await throughProxy(await opened(startProxy(status)));
    expect(failureIn(stages)).toMatchObject({
      stage: 'connect',
      code: 'NET-104',
      remedy: expect.stringContaining(remedy),
    });
  });

  test('that is not there', async () => {
    const proxy = await startProxy();
    await proxy.close();
    const { stages } = await throughProxy(proxy);
    expect(failureIn(stages)).toMatchObject({ stage: 'connect', code: expect.stringMatching(/^NET-10[24]$/) });
  });

  test('behind which the certificate is none to trust', async () => {
    const { stages } = await throughProxy(await opened(startProxy()), certificate({ hosts: ['other.example'] }));
    expect(failureIn(stages)).toMatchObject({ stage: 'tls', code: 'TLS-202' });
  });

  test('is never shown what goes to this machine in plain HTTP', async () => {
    const [proxy, tenant] = [await opened(startProxy()), await opened(startFakeTenant())];
    const stages = await runTest(settingsFor(tenant.url, { proxy: proxy.url }));
    expect(stageOf(stages, 'mapping').status).toBe('ok');
    expect(proxy.asked).toEqual([]);
  });

  test('of the environment is used, and is not for hosts it exempts', async () => {
    const proxy = await opened(startProxy());
    const { cert, key } = certificate();
    const tenant = await opened(startFakeTenant({ tls: { cert, key } }));
    for (const name of ['https_proxy', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, undefined);
    vi.stubEnv('HTTPS_PROXY', proxy.url);
    const settings = settingsFor(tenant.url, { ca_file: authority.cert });
    expect(stageOf(await runTest(settings), 'dns').status).toBe('skipped');
    const { length } = proxy.asked;
    expect(length).toBeGreaterThan(0);
    vi.stubEnv('NO_PROXY', '127.0.0.1');
    expect(stageOf(await runTest(settings), 'dns').status).toBe('ok');
    expect(proxy.asked).toHaveLength(length);
  });

  test('that cannot be used as it is written fails the configuration', async () => {
    for (const name of ['https_proxy', 'no_proxy', 'NO_PROXY']) vi.stubEnv(name, undefined);
    vi.stubEnv('HTTPS_PROXY', 'socks5://user:CANARY@127.0.0.1:1');
    const stages = await runTest(settingsFor('https://cortex.invalid'));
    expect(failureIn(stages)).toMatchObject({ stage: 'configuration', code: 'NET-104' });
    expect(JSON.stringify(stages)).not.toContain('CANARY');
  });
});

test('time is told by the clock of the tools', async () => {
  const tenant = await opened(startFakeTenant());
  const clock = createVirtualClock(Date.now());
  tenant.faults.add(fault.hang());
  const running = runTest(settingsFor(tenant.url, { request_timeout: '300ms' }), realTools({ clock }));
  await tenant.until(() => tenant.requests.length > 0, AbortSignal.timeout(5000));
  await clock.advance(1234);
  const stages = await running;
  expect(stages.map(({ ms }) => ms).filter((ms) => ms > 0)).toEqual([1234]);
});
