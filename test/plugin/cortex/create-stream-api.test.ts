import type { RequestListener, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { Agent, type Dispatcher } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import type { CortexApiOptions } from '../../../src/plugin/cortex/create-cortex-api.ts';
import { createStreamApi, type StreamApi, type StreamedAnswer } from '../../../src/plugin/cortex/create-stream-api.ts';
import { createBodyGate } from '../../../src/plugin/cortex/read-body.ts';
import { createBudgets } from '../../../src/plugin/cortex/request-budget.ts';
import { memoryMemo } from '../../../src/shared/memory-memo.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { type LoopbackServer, singleHeaders, startLoopbackServer } from '../../../src/testing/loopback-server.ts';
import { seededRandom } from '../../../src/testing/seeded-random.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';
import { makeCertificate } from '../test-connection/make-certificate.ts';
import { canary, failureOf } from './cortex-client.ts';

const never = new AbortController().signal;
const zip = Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(200_000, 'z')]);
const certificate = makeCertificate({
  name: 'files',
  hosts: ['127.0.0.1'],
  fromMs: Date.now() - 86_400_000,
  toMs: Date.now() + 86_400_000,
});
const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0).toReversed()) await close();
});

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, string | undefined>>;
}

interface Server extends LoopbackServer {
  readonly asked: readonly Asked[];
}

async function server(listener: RequestListener, tls = false): Promise<Server> {
  const asked: Asked[] = [];
  const started = await startLoopbackServer(
    (request, response) => {
      asked.push({ method: request.method, url: request.url, headers: singleHeaders(request) });
      listener(request, response);
    },
    tls ? { tls: certificate } : {},
  );
  open.push(() => started.close());
  return { ...started, asked };
}

function streams(
  origin: string,
  keyType: CortexApiOptions['credentials']['keyType'] = 'standard',
  requestTimeoutMs = 60_000,
): StreamApi {
  const clock = createVirtualClock(Date.now(), { sleep: 'passes' });
  const dispatcher: Dispatcher = new Agent({ allowH2: false, connect: { ca: certificate.cert } });
  open.push(() => dispatcher.destroy());
  return createStreamApi({
    origin,
    credentials: { key: new Secret(canary), keyId: '7', keyType },
    dispatcher,
    budget: createBudgets().budgetFor(origin, 1000, clock),
    bodyGate: createBodyGate(),
    requestTimeoutMs,
    tools: { clock, random: seededRandom(1), memo: memoryMemo() },
  });
}

async function bytesOf({ body }: StreamedAnswer): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}

const givesZip: RequestListener = (_request, response) =>
  response.writeHead(200, { 'content-type': 'application/zip' }).end(zip);
const says =
  (status: number, headers: Record<string, string> = {}, body: string | Buffer = ''): RequestListener =>
  (_request, response) =>
    response.writeHead(status, headers).end(body);
const text = (asked: readonly Asked[]) => JSON.stringify(asked);

describe('a file of the tenant', () => {
  test('is read with the key, by whatever form of link', async () => {
    const tenant = await server(givesZip);
    for (const link of [`${tenant.url}/public_api/v1/download/ab?c=d`, '/public_api/v1/download/ab?c=d']) {
      expect(await bytesOf(await streams(tenant.url).get(link, never))).toEqual(zip);
    }
    const one = { method: 'GET', url: '/public_api/v1/download/ab?c=d' };
    expect(tenant.asked).toMatchObject([one, one]);
    expect(tenant.asked[0]?.headers).toMatchObject({ authorization: canary, 'x-xdr-auth-id': '7' });
  });

  test('is unpacked when it travels compressed', async () => {
    const tenant = await server(says(200, { 'content-encoding': 'gzip' }, gzipSync(zip)));
    expect(await bytesOf(await streams(tenant.url).get('/f', never))).toEqual(zip);
  });

  test('is not taken for whole when it comes compressed in a way that nobody asked for', async () => {
    const tenant = await server(says(200, { 'content-encoding': 'br' }, zip));
    const failure = await failureOf(streams(tenant.url).get('/f', never));
    expect(failure).toMatchObject({ kind: 'protocol', code: 'API-BODY' });
  });

  test('is read with whichever form of the key is accepted', async () => {
    const unauthorized = JSON.stringify({ reply: { err_code: 401, err_msg: 'unauthorized', err_extra: null } });
    const tenant = await server((request, response) =>
      request.headers.authorization === canary
        ? givesZip(request, response)
        : says(401, { 'content-type': 'application/json' }, unauthorized)(request, response),
    );
    expect(await bytesOf(await streams(tenant.url, 'auto').get('/f', never))).toEqual(zip);
    expect(tenant.asked).toHaveLength(2);
    const refused = await failureOf(streams(tenant.url, 'advanced').get('/f', never));
    expect(refused).toMatchObject({ kind: 'auth', code: 'AUTH-301', status: 401 });
  });

  test.for([
    ['an error in a success', says(200, { 'content-type': 'application/json' }, '{"reply":{"err_code":500}}'), {}],
    ['JSON', says(200, { 'content-type': 'application/json' }, '{"a":1}'), { kind: 'protocol' }],
    ['a page', says(200, { 'content-type': 'text/html' }, '<html>Sign in</html>'), { kind: 'protocol' }],
    ['403', says(403, {}, '{}'), { kind: 'permission', status: 403 }],
    ['404', says(404), { kind: 'config', status: 404 }],
    ['429', says(429), { kind: 'throttled', status: 429 }],
    ['503', says(503), { kind: 'unavailable', status: 503 }],
  ] as const)('is not %s', async ([, listener, expected]) => {
    const tenant = await server(listener);
    const failure = await failureOf(streams(tenant.url).get('/f', never));
    expect(failure).toMatchObject({ name: 'ConnectorError', ...expected });
  });

  test('is asked for at no other place when the tenant redirects', async () => {
    const elsewhere = await server(givesZip);
    const tenant = await server(says(302, { location: `${elsewhere.url}/f` }));
    const failure = await failureOf(streams(tenant.url).get('/f', never));
    expect(failure).toMatchObject({ message: expect.stringContaining('not followed') });
    expect(elsewhere.asked).toEqual([]);
  });
});

describe('a file that does not come whole', () => {
  const part = (end: (response: ServerResponse) => void, headers: Record<string, string>, bytes: Buffer) =>
    ((_request, response) => {
      response.writeHead(200, headers);
      response.write(bytes, () => end(response));
    }) satisfies RequestListener;
  const reset = ({ req }: ServerResponse) => void req.socket.resetAndDestroy();
  const quietly = ({ req }: ServerResponse) => void req.socket.end();
  const zipped = gzipSync(Buffer.concat([zip, Buffer.from('more')]));
  const half = zipped.subarray(0, zipped.length / 2);
  const length = { 'content-length': String(zip.length * 2) };

  test.for([
    ['by a reset', part(reset, length, zip)],
    ['quietly, before the length it said', part(quietly, length, zip)],
    ['quietly, in the middle of a chunked body', part(quietly, {}, zip)],
    ['by a reset, compressed', part(reset, { 'content-encoding': 'gzip' }, half)],
    ['in the middle of what is compressed', says(200, { 'content-encoding': 'gzip' }, half)],
  ] as const)('fails: %s', async ([, listener]) => {
    const tenant = await server(listener);
    const answer = await streams(tenant.url).get('/f', never);
    expect(await failureOf(bytesOf(answer))).toMatchObject({ kind: 'unavailable', code: 'NET-102' });
  });

  test('ends with the reason it was interrupted for', async () => {
    const tenant = await server(part(() => {}, length, zip));
    const interrupted = new AbortController();
    const answer = await streams(tenant.url).get('/f', interrupted.signal);
    const read = failureOf(bytesOf(answer));
    interrupted.abort(new Error('enough'));
    expect(await read).toMatchObject({ message: 'enough' });
  });

  test.for(['gzip', 'identity'])('is not read on once nobody wants it (%s)', async (encoding) => {
    const closed = Promise.withResolvers<void>();
    const tenant = await server((_request, response) => {
      response.on('close', () => closed.resolve());
      response.writeHead(200, { 'content-encoding': encoding });
      response.write(encoding === 'gzip' ? gzipSync(zip) : zip);
    });
    const answer = await streams(tenant.url).get('/f', never);
    for await (const piece of answer.body) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }
    await closed.promise;
  });
});

describe('a link that leads elsewhere', () => {
  test('is followed without the key', async () => {
    const storage = await server(givesZip, true);
    const tenant = await server(givesZip, true);
    const link = `${storage.url}/bucket/file?signature=abc`;
    expect(await bytesOf(await streams(tenant.url).get(link, never))).toEqual(zip);
    expect(tenant.asked).toEqual([]);
    expect(storage.asked).toMatchObject([{ method: 'GET', url: '/bucket/file?signature=abc' }]);
    expect(text(storage.asked)).not.toContain(canary);
    expect(text(storage.asked)).not.toMatch(/xdr|authorization/i);
  });

  test.for([
    ['an expired signature', says(403, {}, 'signature=abc has expired'), { kind: 'protocol', status: 403 }],
    ['a redirect', says(302, { location: 'https://198.51.100.1/?signature=abc' }), { kind: 'protocol' }],
    ['a page', says(200, { 'content-type': 'text/html' }, 'signature=abc'), { kind: 'protocol', code: 'FILE-811' }],
    ['a service that is busy', says(503, {}, 'signature=abc'), { kind: 'unavailable', status: 503 }],
    ['an odd encoding', says(200, { 'content-encoding': 'br' }, 'abc'), { kind: 'protocol' }],
    ['an odd encoding of an error', says(403, { 'content-encoding': 'xz' }, 'abc'), { kind: 'protocol' }],
  ] as const)('shows nothing of its signature: %s', async ([, listener, expected]) => {
    const storage = await server(listener, true);
    const tenant = await server(givesZip, true);
    const failure = await failureOf(streams(tenant.url).get(`${storage.url}/f?signature=abc`, never));
    expect(failure).toMatchObject({ name: 'ConnectorError', ...expected });
    expect(String((failure as Error).message)).not.toContain('signature');
    expect(tenant.asked).toEqual([]);
  });

  test('is not followed without TLS where the tenant has it', async () => {
    const plain = await server(givesZip);
    const tenant = await server(givesZip, true);
    for (const link of [`${plain.url}/f`, tenant.url.replace('https:', 'http:')]) {
      const failure = await failureOf(streams(tenant.url).get(link, never));
      expect(failure).toMatchObject({ kind: 'protocol', code: 'FILE-811' });
    }
    expect([...plain.asked, ...tenant.asked]).toEqual([]);
  });

  test.for([
    'file:///etc/passwd',
    'ftp://127.0.0.1/f',
    'data:application/zip;base64,UEsDBA==',
    'javascript:alert(1)',
    'https://user:password@127.0.0.1/f',
    'http://169.254.169.254/latest/meta-data/',
    'https://169.254.169.254/latest/meta-data/',
    'https://[fd00:ec2::254]/latest/meta-data/',
    'https://0xa9fea9fe/latest/meta-data/',
    'http://example.com/f',
    'https://',
    `https://127.0.0.1/${'a'.repeat(9000)}`,
  ])('is not followed: %s', async (link) => {
    const tenant = await server(givesZip);
    const failure = await failureOf(streams(tenant.url).get(link, never));
    expect(failure).toMatchObject({ kind: 'protocol', code: 'FILE-811' });
    expect((failure as Error).message.length).toBeLessThan(200);
    expect(tenant.asked).toEqual([]);
  });

  test('of a tenant in the cloud is not followed into a private network', async () => {
    const stream = streams('https://api-acme.xdr.eu.paloaltonetworks.com');
    for (const host of ['127.0.0.1', '10.0.0.1', '[::1]', '192.168.1.1']) {
      expect(await failureOf(stream.get(`https://${host}/f`, never))).toMatchObject({ code: 'FILE-811' });
    }
  });
});

test('rows of a query are asked for as any other question, and only what reads can be asked', async () => {
  const tenant = await server(says(200, { 'content-type': 'application/json' }, '{"a":1}\n{"a":2}\n'));
  const path = '/public_api/v1/xql/get_query_results_stream';
  const answer = await streams(tenant.url).post(path, { request_data: { stream_id: 'x' } }, never);
  expect((await bytesOf(answer)).toString()).toBe('{"a":1}\n{"a":2}\n');
  expect(tenant.asked).toMatchObject([{ method: 'POST', url: path, headers: { authorization: canary } }]);
  await expect(streams(tenant.url).post('/public_api/v1/endpoints/scan', {}, never)).rejects.toThrow(TypeError);
});

test('a refusal that only drips is not waited for beyond the time of a request', async () => {
  const { url } = await server((_request, response) => {
    response.writeHead(500, { 'content-type': 'application/json' });
    const drip = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(drip));
  });
  const failure = await failureOf(streams(url, 'standard', 200).get('/file', never));
  expect(failure).toMatchObject({ kind: 'unavailable', code: 'NET-102' });
});
