import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { createServer as createHttpServer } from 'node:http';
import { describe, expect, test } from 'vitest';
import { createSink } from '../../../src/host/delivery/create-sink.ts';
import { createDelivery } from '../../../src/host/delivery/delivery.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { clock, failureOf, never, otlpSink } from './otlp-harness.ts';
import { origin, records } from './records.ts';
import { accept, startEndpoint } from './scripted-endpoint.ts';

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url), 'utf8');
const [cert, key] = [fixture('localhost.cert.pem'), fixture('localhost.key.pem')];

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

describe('an https endpoint', () => {
  test('of an authority given as ca is trusted, in both encodings', async () => {
    for (const encoding of ['json', 'protobuf'] as const) {
      await using endpoint = await startEndpoint((response) => response.end(), { cert, key });
      const sink = otlpSink(endpoint.url, { ca: cert, encoding });
      expect(await sink.deliver(createDelivery(origin, records(2)), never)).toMatchObject({ accepted: 2 });
      await sink.close();
    }
  });

  test('of an unknown authority is not, even where the environment turns checks off', async () => {
    await using endpoint = await startEndpoint(accept, { cert, key });
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const sink = otlpSink(endpoint.url);
      const error = await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
      expect(error).toMatchObject({ kind: 'untrusted', code: 'OTLP-609' });
      await sink.close();
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before;
    }
    expect(endpoint.requests).toEqual([]);
  });

  test('of another name is not trusted', async () => {
    await using endpoint = await startEndpoint(accept, { cert, key });
    const sink = otlpSink(endpoint.url.replace('localhost', '127.0.0.1'), { ca: cert });
    const error = await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
    expect(error.kind).toBe('untrusted');
    await sink.close();
  });

  test('that asks for a client certificate gets it, and without one says so', async () => {
    const tls = { cert, key, ca: cert, requestCert: true, rejectUnauthorized: true };
    await using endpoint = await startEndpoint(accept, tls);
    const anonymous = otlpSink(endpoint.url, { ca: cert });
    const error = await failureOf(anonymous.deliver(createDelivery(origin, records(1)), never));
    expect(error.kind).toBe('untrusted');
    const known = otlpSink(endpoint.url, { ca: cert, clientCert: cert, clientKey: new Secret(key) });
    expect(await known.deliver(createDelivery(origin, records(1)), never)).toMatchObject({ accepted: 1 });
    await anonymous.close();
    await known.close();
  });

  test('cannot be reached with a client key that is none, in both encodings: a setting', async () => {
    await using endpoint = await startEndpoint(accept, { cert, key });
    for (const encoding of ['json', 'protobuf'] as const) {
      const sink = otlpSink(endpoint.url, { ca: cert, encoding, clientCert: cert, clientKey: new Secret('no PEM') });
      const error = await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
      expect(error).toMatchObject({ kind: 'config', code: 'OTLP-614' });
      await sink.close();
    }
    expect(endpoint.requests).toEqual([]);
  });

  test('that speaks plain http, and a plain one that speaks TLS or no HTTP, are settings', async () => {
    await using plain = await startEndpoint();
    const sink = otlpSink(plain.url.replace('http:', 'https:'));
    const error = await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
    expect(error).toMatchObject({ kind: 'config', code: 'OTLP-603' });
    expect(error.remedy).toContain('http://');
    await sink.close();

    const grpc = createServer((socket) => socket.on('error', () => {}).end(Buffer.from('000004040000000000', 'hex')));
    const confused = otlpSink(`http://127.0.0.1:${await listen(grpc)}`);
    const notHttp = await failureOf(confused.deliver(createDelivery(origin, records(1)), never));
    expect(notHttp).toMatchObject({ kind: 'config', code: 'OTLP-603' });
    expect(notHttp.remedy).toContain('4317');
    await confused.close();
    grpc.close();
  });
});

test('a port where nobody listens is unavailable', async () => {
  const server = createServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const sink = otlpSink(`http://127.0.0.1:${port}`);
  const error = await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
  expect(error).toMatchObject({ kind: 'unavailable', code: 'OTLP-608' });
  expect(error.message).toContain('ECONNREFUSED');
  await sink.close();
});

describe('a proxy of the environment', () => {
  const destination = {
    kind: 'otlp',
    encoding: 'json',
    compression: 'none',
    headers: { 'x-token': new Secret('t-1') },
    timeoutMs: 5000,
    maxRequestRecords: 200,
  } as const;

  test('carries plain requests, is left out by NO_PROXY and for loopback', async () => {
    await using proxy = await startEndpoint();
    const deliver = async (endpoint: string, proxyEnvironment: Record<string, string>) => {
      const sink = createSink({ ...destination, endpoint }, { clock, proxyEnvironment });
      const delivered = sink.deliver(createDelivery(origin, records(1)), AbortSignal.timeout(5000));
      const outcome = await delivered.then(
        () => 'accepted',
        (error: unknown) => String(error),
      );
      await sink.close();
      return outcome;
    };
    expect(await deliver('http://collector.invalid:4318', { HTTP_PROXY: proxy.url })).toBe('accepted');
    expect(proxy.requests.map(({ path }) => path)).toEqual(['http://collector.invalid:4318/v1/logs']);
    expect(proxy.requests[0]?.headers['x-token']).toBe('t-1');
    const excluded = { HTTP_PROXY: proxy.url, NO_PROXY: '.invalid' };
    expect(await deliver('http://collector.invalid:4318', excluded)).toMatch(/ENOTFOUND|EAI_AGAIN/);
    await using endpoint = await startEndpoint();
    expect(await deliver(endpoint.url, { HTTP_PROXY: proxy.url })).toBe('accepted');
    expect(proxy.requests.length).toBe(1);
  });

  test('tunnels https, and its refusal is named', async () => {
    await using endpoint = await startEndpoint(accept, { cert, key });
    const asked: string[] = [];
    let refuse = false;
    const proxy = createHttpServer().on('connect', (request, socket) => {
      asked.push(String(request.url));
      if (refuse) return socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      const upstream = connect(Number(new URL(endpoint.url).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        socket.pipe(upstream).pipe(socket);
      });
      for (const side of [socket, upstream]) side.on('error', () => {});
      return undefined;
    });
    const proxyEnvironment = { HTTPS_PROXY: `http://127.0.0.1:${await listen(proxy)}` };
    // A name the certificate does not have: reaching the name check shows that the tunnel was used.
    const sink = createSink(
      { ...destination, ca: cert, endpoint: 'https://collector.invalid' },
      { clock, proxyEnvironment },
    );
    const error = await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
    expect(asked).toEqual(['collector.invalid:443']);
    expect(error.kind).toBe('untrusted');
    refuse = true;
    const refused = await failureOf(sink.deliver(createDelivery(origin, records(1)), never));
    expect(refused).toMatchObject({ kind: 'config', code: 'OTLP-613' });
    await sink.close();
    proxy.closeAllConnections();
    proxy.close();
  });
});
