import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { isConnectorError } from '../../../src/contract/index.ts';
import type { ListenAddress } from '../../../src/host/config/configuration.ts';
import type { StatusReport } from '../../../src/host/status/status-report.ts';
import { policyHeaders } from '../../../src/host/web/policy-headers.ts';
import { startWeb, type Web, type WebParts } from '../../../src/host/web/start-web.ts';
import { seededRandom, testStartMs } from '../../../src/testing/index.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';
import { connectorStatus, statusReport, tenant } from '../status-reports.ts';
import { head, rawRequest } from './raw-request.ts';

const logged: { readonly fields: Readonly<Record<string, unknown>>; readonly event: string }[] = [];
const logger = {
  debug() {},
  info() {},
  warn() {},
  error: (fields: object, event: string) => void logged.push({ fields: { ...fields }, event }),
};
const random = seededRandom(1);
let web: Web | undefined;

afterEach(async () => {
  await web?.close();
  web = undefined;
  logged.length = 0;
});

async function serve(
  report: StatusReport = statusReport([connectorStatus('Active')]),
  listen: ListenAddress = { host: '127.0.0.1', port: 0 },
): Promise<string> {
  web = await startWeb(partsOf({ status: () => report, listen }));
  return web.url;
}

/** A server of probes and metrics, without a console. */
function partsOf(parts: Partial<WebParts>): WebParts {
  return {
    listen: { host: '127.0.0.1', port: 0 },
    hosts: [],
    tls: undefined,
    access: [],
    console: undefined,
    stateDirectory: '',
    status: () => statusReport([]),
    metricsText: async () => 'up 1\n',
    clock: createVirtualClock(testStartMs),
    logger,
    random,
    ...parts,
  };
}

async function get(path: string, report?: StatusReport) {
  const url = web?.url ?? (await serve(report));
  const { status, headers, body } = await rawRequest(url, head(`GET ${path} HTTP/1.1`));
  return { status, headers, body };
}

describe('the routes', () => {
  test('/healthz says that the process lives, however its connectors are', async () => {
    const answer = await get('/healthz', statusReport([connectorStatus('Action required')]));
    expect(answer).toMatchObject({ status: 200, body: '{"status":"ok"}' });
  });

  test('/readyz counts the words, and fails only when every connector needs a person', async () => {
    const broken = connectorStatus('Action required', { id: 'broken' });
    const answer = await get('/readyz', statusReport([broken, connectorStatus('Active')]));
    expect(answer).toMatchObject({ status: 200 });
    expect(JSON.parse(answer.body)).toEqual({ ready: true, connectors: { 'Action required': 1, Active: 1 } });
    await web?.close();
    web = undefined;
    expect(await get('/readyz', statusReport([broken]))).toMatchObject({ status: 500 });
  });

  test('/readyz?connector= asks for one', async () => {
    const report = statusReport([
      connectorStatus('Active', { id: 'good' }),
      connectorStatus('Action required', { id: 'broken' }),
      connectorStatus('Pending', { id: 'new' }),
    ]);
    expect(await get('/readyz?connector=good', report)).toMatchObject({ status: 200 });
    expect(await get('/readyz?connector=broken')).toMatchObject({ status: 500 });
    expect(await get('/readyz?connector=new')).toMatchObject({
      status: 503,
      body: '{"ready":false,"status":"Pending"}',
    });
    expect(await get('/readyz?connector=other')).toMatchObject({ status: 404 });
    expect(await get('/readyz?connector=')).toMatchObject({ status: 404 });
  });

  test('/metrics is Prometheus text', async () => {
    const { status, headers, body } = await get('/metrics');
    expect({ status, body }).toEqual({ status: 200, body: 'up 1\n' });
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
  });

  test('HEAD answers like GET, without a body', async () => {
    const answer = await rawRequest(await serve(), head('HEAD /metrics HTTP/1.1'));
    expect(answer).toMatchObject({ status: 200, body: '' });
  });

  test.for([
    '/',
    '//healthz',
    '/healthz/',
    '/HEALTHZ',
    '/%68ealthz',
    '/x/../healthz',
    '/x/%2e%2e/healthz',
    '/x%5c..%5chealthz',
    '/healthz;a',
    '/healthz%00',
    '/healthz%3f',
    '/metrics/../healthz',
    '/api/v1/status',
    '/status',
    '/.env',
  ])('%s is not there', async (path) => {
    expect(await get(path)).toMatchObject({ status: 404, body: '{"error":"not found"}' });
  });

  test('no answer names a connector that was not asked for, a tenant or an address', async () => {
    const error = { kind: 'auth', message: `401 of ${tenant}`, at: '2026-03-02T08:00:00.000Z', inARow: 1 } as const;
    const report = statusReport([connectorStatus('Action required', { error })]);
    for (const path of ['/healthz', '/readyz', '/readyz?connector=soc-eu', '/nothing']) {
      const { body } = await get(path, report);
      expect(body).not.toMatch(/soc-eu|SOC of|secret-tenant|collector\.internal|401/);
    }
  });
});

describe('what is not answered', () => {
  test.for([
    'evil.test',
    'localhost.evil.test',
    '127.0.0.1.evil.test',
    '10.0.0.1:8687',
    '',
    'localhost:1@evil.test',
    '[::1',
  ])('another host, as after a DNS rebinding: %j', async (host) => {
    const url = await serve();
    for (const path of ['/metrics', '/healthz', '/readyz']) {
      expect((await rawRequest(url, head(`GET ${path} HTTP/1.1`, { host }))).status).toBe(421);
    }
  });

  test.for(['localhost', 'LOCALHOST:8687', '127.0.0.1', '127.0.0.1:1', '[::1]:8687', '127.0.0.2'])(
    'but for this machine, on whatever port: %s',
    async (host) => {
      expect((await rawRequest(await serve(), head('GET /healthz HTTP/1.1', { host }))).status).toBe(200);
    },
  );

  test('a request without a host', async () => {
    const answer = await rawRequest(await serve(), 'GET /metrics HTTP/1.1\r\nconnection: close\r\n\r\n');
    expect(answer.status).toBe(421);
  });

  test.for(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s', async (method) => {
    const answer = await rawRequest(await serve(), head(`${method} /healthz HTTP/1.1`));
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  test('a target that is a URL', async () => {
    const answer = await rawRequest(await serve(), head('GET http://evil.test/metrics HTTP/1.1'));
    expect(answer.status).toBe(400);
  });

  test.for([
    { 'content-length': '5' },
    { 'transfer-encoding': 'chunked' },
    { 'content-length': '5', expect: '100-continue' },
  ])('a body: %j', async (headers) => {
    const answer = await rawRequest(
      await serve(),
      head('GET /healthz HTTP/1.1', { ...headers, connection: 'keep-alive' }),
    );
    expect(answer).toMatchObject({ status: 413, headers: { connection: 'close' } });
  });

  test('a head of more than 16 KiB', async () => {
    const answer = await rawRequest(await serve(), head('GET /healthz HTTP/1.1', { 'x-long': 'a'.repeat(17_000) }));
    expect(answer.status).toBe(431);
  });

  test('what is no HTTP', async () => {
    expect((await rawRequest(await serve(), 'hello\r\n\r\n')).status).toBe(400);
  });

  test('an upgrade', async () => {
    const headers = { connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-key': 'x' };
    const url = await serve();
    const request = httpRequest(`${url}/metrics`, { headers }).end();
    const [answer] = (await once(request, 'response')) as [{ statusCode: number; resume(): void }];
    answer.resume();
    expect(answer.statusCode).toBe(200);
  });

  test('a head that does not come to its end, within seconds', async () => {
    const begunMs = performance.now();
    const answer = await rawRequest(await serve(), 'GET /healthz HTTP/1.1\r\nhost: localhost\r\n');
    expect(answer.status).toBe(408);
    expect(performance.now() - begunMs).toBeLessThan(10_000);
  });

  test('more than 256 connections at a time', async () => {
    const url = new URL(await serve());
    const sockets = Array.from({ length: 272 }, () => connect({ host: url.hostname, port: Number(url.port) }));
    let dropped = 0;
    await new Promise<void>((resolve) => {
      for (const socket of sockets) socket.on('error', () => {}).on('close', () => ++dropped === 16 && resolve());
    });
    expect(sockets.filter((socket) => !socket.destroyed)).toHaveLength(256);
    for (const socket of sockets) socket.destroy();
  });
});

test.for<[name: string, bytes: string]>([
  ['200', head('GET /healthz HTTP/1.1')],
  ['404', head('GET /nothing HTTP/1.1')],
  ['405', head('POST /healthz HTTP/1.1')],
  ['421', head('GET /healthz HTTP/1.1', { host: 'evil.test' })],
  ['413', head('GET /healthz HTTP/1.1', { 'content-length': '1' })],
  ['400', 'hello\r\n\r\n'],
  ['431', head('GET /healthz HTTP/1.1', { 'x-long': 'a'.repeat(17_000) })],
  ['200, whatever is expected', head('GET /healthz HTTP/1.1', { expect: 'the-unexpected' })],
])('the policy headers are on every answer, and no version: %s', async ([name, bytes]) => {
  const { status, headers } = await rawRequest(await serve(), bytes);
  expect(String(status)).toBe(name.slice(0, 3));
  expect(headers).toMatchObject({
    'content-security-policy': "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
  expect(Object.keys(headers)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/server|powered|allow-origin/)]),
  );
});

test('an error of ours is answered with a number that its stack is logged under', async () => {
  web = await startWeb(partsOf({ metricsText: () => Promise.reject(new Error('a secret path /var/lib')) }));
  const { status, headers, body } = await get('/metrics');
  expect({ status, headers }).toMatchObject({ status: 500, headers: policyHeaders });
  const { error, id } = JSON.parse(body) as { error: string; id: string };
  expect(error).toBe('internal error');
  expect(body).not.toContain('/var/lib');
  expect(logged).toMatchObject([{ event: 'a web request failed', fields: { id } }]);
  expect(logged[0]?.fields['stack']).toContain('a secret path /var/lib');
});

describe('where it listens', () => {
  test.for(['0.0.0.0', '::', '192.168.1.5', 'collector.example', '8.8.8.8', '::ffff:127.0.0.1'])(
    'on %s it does not, and says why',
    async (host) => {
      const error: unknown = await serve(undefined, { host, port: 0 }).catch((reason: unknown) => reason);
      expect(isConnectorError(error) && error).toMatchObject({ kind: 'config', code: 'WEB-802' });
      expect(String(error)).toContain(host);
    },
  );

  test('on the loopback of IPv6 too', async () => {
    const url = await serve(undefined, { host: '::1', port: 0 });
    expect(url).toMatch(/^http:\/\/\[::1\]:\d+$/);
    expect((await rawRequest(url, head('GET /healthz HTTP/1.1'))).status).toBe(200);
  });

  test('on a port that is taken it cannot', async () => {
    const taken = Number(new URL(await serve()).port);
    const second = startWeb(partsOf({ listen: { host: '127.0.0.1', port: taken } }));
    await expect(second).rejects.toMatchObject({ kind: 'config', code: 'WEB-801' });
    await expect(second).rejects.toThrow('EADDRINUSE');
  });
});

test('closing waits for nobody who keeps a connection open', async () => {
  const url = new URL(await serve());
  const socket = connect({ host: url.hostname, port: Number(url.port) });
  await once(socket, 'connect');
  socket.write('GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n');
  await once(socket, 'data');
  const half = connect({ host: url.hostname, port: Number(url.port) });
  half.write('GET /heal');
  await once(half, 'connect');
  const begunMs = performance.now();
  await web?.close();
  web = undefined;
  expect(performance.now() - begunMs).toBeLessThan(2000);
  socket.destroy();
  half.destroy();
});
