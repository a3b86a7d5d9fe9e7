import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import type { Dispatcher } from 'undici';
import { afterEach, describe, expect, test, vi } from 'vitest';
import type { EgressOptions } from '../../src/contract/index.ts';
import { egress, type Resolve } from '../../src/host/egress.ts';
import { classifyFailure } from '../../src/plugin/cortex/classify-failure.ts';
import { startLoopbackServer } from '../../src/testing/loopback-server.ts';
import { failureOf } from '../plugin/cortex/cortex-client.ts';
import { type Certificate, certificate } from './certificate.ts';
import { startConnectProxy } from './connect-proxy.ts';

const name = 'Test Authority';
const ca = certificate({ name });
const issuer = { ...ca, name };
const good = certificate({ name: 'localhost', hosts: ['localhost', 'cortex.corp.example', '127.0.0.1'], issuer });
const open: { close(): Promise<unknown> }[] = [];

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function serve(tls?: Certificate): Promise<number> {
  const server = await startLoopbackServer(
    (request, response) => response.end(`${request.httpVersion} ${request.headers.host}`),
    tls ? { tls } : {},
  );
  open.push(server);
  return server.port;
}

function way(options: Partial<EgressOptions> = {}, resolve?: Resolve): Dispatcher {
  const dispatcher = egress({ connectTimeoutMs: 2000, addresses: 'private-allowed', ca: ca.cert, ...options }, resolve);
  open.push(dispatcher);
  return dispatcher;
}

async function get(dispatcher: Dispatcher, origin: string): Promise<string> {
  const { body } = await dispatcher.request({ origin, path: '/', method: 'GET' });
  return body.text();
}

/** Resolves every name to the next of these addresses. */
function resolver(...addresses: readonly (string | readonly string[])[]): Resolve {
  let asked = 0;
  return (_hostname, _options, done) => {
    const found = [addresses[Math.min(asked++, addresses.length - 1)] ?? []].flat();
    done(
      null,
      found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

/** What a failed request comes to, for the operator. */
async function outcome(dispatcher: Dispatcher, origin: string) {
  const failure = await failureOf(get(dispatcher, origin));
  return classifyFailure(failure, new URL(origin).host, (text) => text);
}

describe('a connection', () => {
  test('trusts an additional authority, and speaks HTTP/1.1', async () => {
    const port = await serve(good);
    expect(await get(way(), `https://localhost:${port}`)).toBe(`1.1 localhost:${port}`);
  });

  test('still trusts the system’s authorities when one is added', async () => {
    const port = await serve(good);
    const system = getCACertificates('default');
    setDefaultCACertificates([ca.cert]);
    try {
      expect(await get(way({ ca: certificate({ name: 'Other' }).cert }), `https://localhost:${port}`)).toContain(
        'localhost',
      );
    } finally {
      setDefaultCACertificates(system);
    }
  });

  test.each([
    ['of an unknown authority', good, { ca: certificate({ name }).cert }, 'TLS-201'],
    ['signed by itself', certificate({ name: 'localhost', hosts: ['localhost'] }), {}, 'TLS-201'],
    [
      'expired',
      certificate({ name: 'localhost', hosts: ['localhost'], issuer, notAfter: new Date(Date.now() - 1000) }),
      {},
      'TLS-202',
    ],
    [
      'not yet valid',
      certificate({ name: 'localhost', hosts: ['localhost'], issuer, notBefore: new Date(Date.now() + 60_000) }),
      {},
      'TLS-202',
    ],
    ['for another name', certificate({ name: 'localhost', hosts: ['other.example'], issuer }), {}, 'TLS-202'],
  ])('to a server with a certificate %s is refused', async (_what, tls, options, code) => {
    const port = await serve(tls);
    expect(await outcome(way(options), `https://localhost:${port}`)).toMatchObject({ kind: 'untrusted', code });
  });

  test('to a server that knows only TLS 1.1 is refused', async () => {
    const server = createTlsServer({
      ...good,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'DEFAULT@SECLEVEL=0',
    });
    server.on('tlsClientError', () => {});
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    open.push({ close: async () => void server.close() });
    const { port } = server.address() as AddressInfo;
    expect(await outcome(way(), `https://localhost:${port}`)).toMatchObject({ kind: 'untrusted', code: 'TLS-201' });
  });

  test('by TLS to a server that does not speak it is refused', async () => {
    const port = await serve();
    expect(await outcome(way(), `https://localhost:${port}`)).toMatchObject({ kind: 'untrusted' });
  });

  test('follows no redirect', async () => {
    const server = await startLoopbackServer((_request, response) =>
      response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end(),
    );
    open.push(server);
    const { statusCode } = await way().request({ origin: server.url, path: '/', method: 'GET' });
    expect(statusCode).toBe(302);
  });

  test.each(['not a certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', ca.key, ''])(
    'with %j for an authority is refused before it is made',
    (text) => {
      expect(() => way({ ca: text })).toThrow(
        expect.objectContaining({ kind: 'config', message: expect.stringContaining('authority') }),
      );
    },
  );

  test('is not made where certificates are not checked', () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(() => way()).toThrow(
      expect.objectContaining({ kind: 'config', message: expect.stringContaining('NODE_TLS_REJECT_UNAUTHORIZED') }),
    );
  });
});

describe('an address', () => {
  const blocked = { kind: 'config', code: 'NET-103', remedy: expect.any(String) };

  test.each([
    '127.0.0.1',
    '[::1]',
    '10.0.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '[::ffff:127.0.0.1]',
    '[fd00:ec2::254]',
    '0.0.0.0',
  ])('%s, as it is written, is not connected to where only public ones are allowed', async (host) => {
    expect(await outcome(way({ addresses: 'public' }), `https://${host}:1`)).toMatchObject(blocked);
  });

  test.each(['127.0.0.1', '::1', '10.0.0.1', '169.254.169.254', '64:ff9b::7f00:1', 'fe80::1', '224.0.0.1'])(
    '%s behind a name is not connected to where only public ones are allowed',
    async (address) => {
      const error = await outcome(way({ addresses: 'public' }, resolver(address)), 'https://api-acme.example:1');
      expect(error).toMatchObject({
        ...blocked,
        message: expect.stringContaining(`api-acme.example resolves to ${address}`),
      });
    },
  );

  test('is held to the public ones by default', async () => {
    const port = await serve(good);
    const dispatcher = egress({ connectTimeoutMs: 2000, ca: ca.cert });
    open.push(dispatcher);
    expect(await outcome(dispatcher, `https://localhost:${port}`)).toMatchObject(blocked);
  });

  test('that is private is refused also as one of several', async () => {
    const dispatcher = way({ addresses: 'public' }, resolver(['203.0.112.1', '127.0.0.1']));
    expect(await outcome(dispatcher, 'https://api-acme.example:1')).toMatchObject(blocked);
  });

  test('is judged at every connection: a name that changes its mind is caught', async () => {
    const dispatcher = way({}, resolver('127.0.0.1', '169.254.169.254'));
    const [first, second] = [await serve(good), await serve(good)];
    expect(await get(dispatcher, `https://cortex.corp.example:${first}`)).toContain('cortex.corp.example');
    expect(await outcome(dispatcher, `https://cortex.corp.example:${second}`)).toMatchObject(blocked);
  });

  test.each(['169.254.169.254', '[fe80::1]', '[fd00:ec2::254]', '0.0.0.0'])(
    '%s is refused even where private ones are allowed',
    async (host) => {
      expect(await outcome(way(), `https://${host}:1`)).toMatchObject(blocked);
      const behindName = way({}, resolver(host.replace(/[[\]]/g, '')));
      expect(await outcome(behindName, 'https://cortex.corp.example:1')).toMatchObject(blocked);
    },
  );

  test('that is private is connected to where that is allowed, under the name that was asked for', async () => {
    const port = await serve(good);
    const dispatcher = way({}, resolver('127.0.0.1'));
    expect(await get(dispatcher, `https://cortex.corp.example:${port}`)).toBe(`1.1 cortex.corp.example:${port}`);
  });

  test('that cannot be found is told as DNS', async () => {
    const nothing: Resolve = (_hostname, _options, done) => done(null, []);
    expect(await outcome(way({}, nothing), 'https://cortex.corp.example')).toMatchObject({
      kind: 'unavailable',
      code: 'NET-101',
    });
  });
});

describe('a proxy', () => {
  async function proxy(status?: number) {
    const started = await startConnectProxy(status);
    open.push(started);
    return started;
  }

  test('is used when it is given, and may be on a private address', async () => {
    const [port, { port: proxyPort, asked }] = [await serve(good), await proxy()];
    const dispatcher = way({ proxy: `http://user:pa%24s@127.0.0.1:${proxyPort}`, addresses: 'public' });
    expect(await get(dispatcher, `https://cortex.corp.example:${port}`)).toBe(`1.1 cortex.corp.example:${port}`);
    const authorization = `Basic ${Buffer.from('user:pa$s').toString('base64')}`;
    expect(asked).toEqual([{ target: `cortex.corp.example:${port}`, authorization }]);
  });

  test('is taken from HTTPS_PROXY, but for what NO_PROXY names', async () => {
    const [port, { port: proxyPort, asked }] = [await serve(good), await proxy()];
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${proxyPort}`);
    vi.stubEnv('HTTP_PROXY', 'http://127.0.0.1:1');
    vi.stubEnv('NO_PROXY', 'localhost');
    const dispatcher = way();
    await get(dispatcher, `https://cortex.corp.example:${port}`);
    await get(dispatcher, `https://localhost:${port}`);
    expect(asked.map(({ target }) => target)).toEqual([`cortex.corp.example:${port}`]);
    expect(await get(dispatcher, `http://127.0.0.1:${await serve()}`)).toContain('1.1');
  });

  test('does not lead to an address that is refused', async () => {
    const { port, asked } = await proxy();
    expect(await outcome(way({ proxy: `http://127.0.0.1:${port}` }), 'https://169.254.169.254')).toMatchObject({
      code: 'NET-103',
    });
    expect(asked).toEqual([]);
  });

  test('does not weaken trust', async () => {
    const [port, { port: proxyPort }] = [await serve(good), await proxy()];
    const dispatcher = way({ proxy: `http://127.0.0.1:${proxyPort}`, ca: certificate({ name }).cert });
    expect(await outcome(dispatcher, `https://cortex.corp.example:${port}`)).toMatchObject({
      kind: 'untrusted',
      code: 'TLS-201',
    });
  });

  test.each([
    [407, 'config'],
    [403, 'config'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
  ])('that answers %i is told as such', async (status, kind) => {
    const { port } = await proxy(status);
    const error = await outcome(way({ proxy: `http://user:secret@127.0.0.1:${port}` }), 'https://cortex.corp.example');
    expect(error).toMatchObject({ kind, code: 'NET-104', message: expect.stringContaining(String(status)) });
    expect(inspect(error)).not.toContain('secret');
  });

  test('that is not there, or hangs up, is worth another try', async () => {
    expect(await outcome(way({ proxy: 'http://127.0.0.1:1' }), 'https://cortex.corp.example')).toMatchObject({
      kind: 'unavailable',
    });
    const rude = await startLoopbackServer(() => {});
    open.push(rude);
    expect(await outcome(way({ proxy: rude.url }), 'https://cortex.corp.example')).toMatchObject({
      kind: 'unavailable',
    });
  });

  test.each(['socks5://127.0.0.1:1080', 'secret', 'http://us er:secret@[', 'ftp://secret@x'])(
    'that cannot be used is refused without being shown: %s',
    (uri) => {
      const thrown = (make: () => unknown): unknown => {
        try {
          return make();
        } catch (error) {
          return error;
        }
      };
      vi.stubEnv('https_proxy', uri);
      for (const error of [thrown(() => way({ proxy: uri })), thrown(() => way())]) {
        expect(error).toMatchObject({ kind: 'config', code: 'NET-104' });
        expect(inspect(error)).not.toContain('secret');
      }
    },
  );
});
