import { once } from 'node:events';
import type { RequestListener, ServerResponse } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { inspect } from 'node:util';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { Agent } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import { createBodyGate, readBody } from '../../../src/plugin/cortex/read-body.ts';
import { startLoopbackServer } from '../../../src/testing/loopback-server.ts';
import { canary, clientOf, failureOf } from './cortex-client.ts';

const path = '/public_api/v1/incidents/get_incidents';
const never = new AbortController().signal;
const mebibyte = 1024 * 1024;
const open: { close(): Promise<unknown> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function serve(listener: RequestListener): Promise<string> {
  const server = await startLoopbackServer(listener);
  open.push(server);
  return server.url;
}

/** A server below HTTP. */
async function serveRaw(onConnection: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  open.push({
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const answer = (body: string | Buffer, headers: Record<string, string> = {}): RequestListener => {
  return (_request, response) => response.writeHead(200, headers).end(body);
};

/** Goes on writing for as long as somebody reads. */
function endless(response: ServerResponse, chunk: Buffer): void {
  const more = () => {
    while (!response.destroyed && response.write(chunk)) continue;
  };
  response.on('drain', more);
  more();
}

describe('a body', () => {
  const json = JSON.stringify({ reply: { text: 'ä€𝄞', list: Array.from({ length: 1000 }, (_, index) => index) } });

  test.each([
    ['plain', json, {}],
    ['identity', json, { 'content-encoding': 'identity' }],
    ['gzip', gzipSync(json), { 'content-encoding': 'gzip' }],
    ['x-gzip', gzipSync(json), { 'content-encoding': 'X-GZIP' }],
    ['deflate', deflateSync(json), { 'content-encoding': 'deflate' }],
    ['br', brotliCompressSync(json), { 'content-encoding': 'br' }],
    ['with a byte order mark', `\uFEFF${json}`, {}],
  ])('is read when it is %s', async (_name, body, headers) => {
    const client = clientOf(await serve(answer(body, headers)));
    expect((await client.post(path, {}, never)).body).toEqual(JSON.parse(json));
  });

  test('with invalid UTF-8, lone surrogates, NUL and a text of 1 MB is read', async () => {
    const long = 'x'.repeat(mebibyte);
    const bytes = Buffer.concat([
      Buffer.from('{"a":"'),
      Buffer.from([0xff, 0xc3]),
      Buffer.from(`","b":"\\ud800\\u0000","c":"${long}"}`),
    ]);
    const client = clientOf(await serve(answer(bytes)));
    expect((await client.post(path, {}, never)).body).toEqual({ a: '\uFFFD\uFFFD', b: '\uD800\u0000', c: long });
  });

  test('of 16 MiB is taken, of one byte more it is not, compressed or not', async () => {
    const most = `"${'x'.repeat(16 * mebibyte - 2)}"`;
    for (const [pack, encoding] of [
      [(text: string) => Buffer.from(text), 'identity'],
      [(text: string) => gzipSync(text, { level: 1 }), 'gzip'],
    ] as const) {
      const fits = clientOf(await serve(answer(pack(most), { 'content-encoding': encoding })));
      expect((await fits.post(path, {}, never)).body).toHaveLength(16 * mebibyte - 2);
      const large = clientOf(await serve(answer(pack(`${most} `), { 'content-encoding': encoding })));
      expect(await failureOf(large.post(path, {}, never))).toMatchObject({
        kind: 'protocol',
        code: 'API-SIZE',
        message: expect.stringContaining(path),
      });
    }
  });

  test.each([
    ['a gzip bomb', gzipSync(Buffer.alloc(200 * mebibyte)), 'gzip'],
    ['a deflate bomb', deflateSync(Buffer.alloc(200 * mebibyte)), 'deflate'],
    ['a brotli bomb', brotliCompressSync(Buffer.alloc(200 * mebibyte), { params: { 1: 1 } }), 'br'],
  ])('that is %s is refused as too large', async (_name, body, encoding) => {
    const client = clientOf(await serve(answer(body, { 'content-encoding': encoding })));
    expect(await failureOf(client.post(path, {}, never))).toMatchObject({ kind: 'protocol', code: 'API-SIZE' });
  });

  test('that never ends is refused as too large, and the connection is ended', async () => {
    let ended: Promise<unknown> = Promise.resolve();
    const url = await serve((_request, response) => {
      ended = once(response, 'close');
      endless(response.writeHead(200), Buffer.alloc(64 * 1024, '['));
    });
    expect(await failureOf(clientOf(url).post(path, {}, never))).toMatchObject({ code: 'API-SIZE' });
    await ended;
  });

  test('that says it will be too large is not waited for', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 16 * mebibyte + 1 }).write('[');
    });
    expect(await failureOf(clientOf(url).post(path, {}, never))).toMatchObject({ kind: 'protocol', code: 'API-SIZE' });
  });

  test('that is large and holds too many values is not waited for', async () => {
    const url = await serve((_request, response) => {
      response.writeHead(200).write(`[${'{"a":0},'.repeat(mebibyte / 8)}`);
      response.write('{},'.repeat(150_000));
    });
    expect(await failureOf(clientOf(url).post(path, {}, never))).toMatchObject({
      code: 'API-SIZE',
      message: expect.stringContaining('250000 values'),
    });
  });

  test('of an error that never ends is cut, and the error is told', async () => {
    const url = await serve((_request, response) =>
      endless(response.writeHead(502), Buffer.from('bad gateway '.repeat(1000))),
    );
    expect(await failureOf(clientOf(url).post(path, {}, never))).toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('bad gateway'),
    });
  });

  test.each([
    ['gzip, gzip', gzipSync(gzipSync('{}'))],
    ['zstd', Buffer.from('x')],
    ['gzip', Buffer.from('this is no gzip')],
    ['br', Buffer.from('this is no brotli')],
  ])('in an encoding that cannot be undone is refused: %s', async (encoding, body) => {
    const client = clientOf(await serve(answer(body, { 'content-encoding': encoding })));
    expect(await failureOf(client.post(path, {}, never))).toMatchObject({ kind: 'protocol', code: 'API-BODY' });
  });

  test('cut short, wherever, brings nothing, and is worth asking again', async () => {
    const whole = gzipSync(json);
    for (const [body, headers] of [
      [Buffer.from(json), {}],
      [whole, { 'content-encoding': 'gzip' }],
    ] as const) {
      for (const length of [0, 1, Math.floor(body.length / 2), body.length - 1]) {
        const url = await serve((_request, response) => {
          response.writeHead(200, { ...headers, 'content-length': body.length });
          response.write(body.subarray(0, length), () => response.destroy());
          if (length === 0) response.flushHeaders();
        });
        expect(await failureOf(clientOf(url).post(path, {}, never))).toMatchObject({
          kind: 'unavailable',
          code: 'NET-102',
        });
      }
    }
  });

  test('compressed and cut short, but complete for HTTP, is worth asking again', async () => {
    const whole = gzipSync(json);
    const client = clientOf(await serve(answer(whole.subarray(0, whole.length - 20), { 'content-encoding': 'gzip' })));
    expect(await failureOf(client.post(path, {}, never))).toMatchObject({ kind: 'unavailable' });
  });
});

describe('the gate for large bodies', () => {
  const limits = { gate: createBodyGate(), maxBytes: 16 * mebibyte, beyond: 'throw' } as const;
  const large = () => Readable.from([Buffer.alloc(mebibyte), Buffer.alloc(mebibyte)]);
  const small = () => Readable.from([Buffer.alloc(mebibyte)]);

  /** Far more turns of the event loop than reading from memory takes. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 100; turn++) await setImmediate();
  }

  test('holds one at a time; small ones pass, and whoever is aborted or fails leaves the line', async () => {
    const order: string[] = [];
    const first = await readBody(large(), {}, limits, never);
    const abort = new AbortController();
    const reason = new Error('stop');
    const second = readBody(large(), {}, limits, abort.signal).catch((error: unknown) => error);
    const third = readBody(Readable.from([...Array<Buffer>(17).fill(Buffer.alloc(mebibyte))]), {}, limits, never)
      .catch((error: unknown) => error)
      .finally(() => order.push('third'));
    const fourth = readBody(large(), {}, limits, never).finally(() => order.push('fourth'));
    using ignored = await readBody(small(), {}, limits, never);
    abort.abort(reason);
    expect(await second).toBe(reason);
    await settle();
    expect(order).toEqual([]);
    first[Symbol.dispose]();
    expect(await third).toMatchObject({ code: 'API-SIZE' });
    (await fourth)[Symbol.dispose]();
    expect(order).toEqual(['third', 'fourth']);
    expect(ignored.text).toHaveLength(mebibyte);
    (await limits.gate.enter(never))();
  });

  test('is left when the answer has been made use of, or has failed', async () => {
    const bodyGate = createBodyGate();
    for (const body of [`"${' '.repeat(2 * mebibyte)}"`, ' '.repeat(17 * mebibyte), '['.repeat(2 * mebibyte)]) {
      const client = clientOf(await serve(answer(body)), { bodyGate });
      await client.post(path, {}, never).catch(() => {});
      const leave = await bodyGate.enter(AbortSignal.timeout(5000));
      expect(leave).toBeTypeOf('function');
      leave();
    }
  });
});

describe('a server that is slow', () => {
  const dripping: RequestListener = (_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  };

  test.each([
    ['never answers', (() => {}) as RequestListener],
    ['drips its body', dripping],
    ['stops in its body', ((_request, response) => void response.writeHead(200).write('{')) as RequestListener],
  ])('and %s is given up after the total time', async (_name, listener) => {
    const client = clientOf(await serve(listener), { requestTimeoutMs: 300 });
    expect(await failureOf(client.post(path, {}, never))).toMatchObject({
      kind: 'unavailable',
      code: 'NET-102',
      message: expect.stringContaining('within 0.3 s'),
    });
  });

  test('in its headers is given up after the total time', async () => {
    const url = await serveRaw((socket) => {
      socket.write('HTTP/1.1 200 OK\r\n');
      const timer = setInterval(() => socket.write('x-a: b\r\n'), 20);
      socket.on('close', () => clearInterval(timer));
    });
    expect(await failureOf(clientOf(url, { requestTimeoutMs: 300 }).post(path, {}, never))).toMatchObject({
      kind: 'unavailable',
    });
  });
});

describe('a connection', () => {
  test('kept from an earlier answer and closed at its next use is opened again, once', async () => {
    const requests = new Map<Socket, number>();
    const url = await serve(({ socket }, response) => {
      requests.set(socket, (requests.get(socket) ?? 0) + 1);
      // The first request of each connection is answered, the second finds it closed.
      if (requests.get(socket) === 1) response.end('{}');
      else socket.destroy();
    });
    const client = clientOf(url, { dispatcher: new Agent({ allowH2: false, connections: 1 }) });
    for (let i = 0; i < 5; i++) expect((await client.post(path, {}, never)).body).toEqual({});
    expect([...requests.values()]).toEqual([2, 2, 2, 2, 1]);
  });

  test('that is closed without an answer, again and again, is not tried again and again', async () => {
    let requests = 0;
    const url = await serve((request) => {
      requests++;
      request.socket.destroy();
    });
    const client = clientOf(url);
    for (let i = 0; i < 3; i++)
      expect(await failureOf(client.post(path, {}, never))).toMatchObject({ kind: 'unavailable', code: 'NET-102' });
    expect(requests).toBe(3);
  });

  test('that the server said it would close is not taken for a kept one', async () => {
    let requests = 0;
    const url = await serve((request, response) => {
      if (requests++ === 0) response.writeHead(200, { connection: 'close' }).end('{}');
      else request.socket.destroy();
    });
    const client = clientOf(url);
    await client.post(path, {}, never);
    await failureOf(client.post(path, {}, never));
    expect(requests).toBe(2);
  });

  test('that cannot be made is told with its address', async () => {
    const url = await serveRaw(() => {});
    await open.pop()?.close();
    expect(await failureOf(clientOf(url).post(path, {}, never))).toMatchObject({
      kind: 'unavailable',
      code: 'NET-102',
      message: expect.stringMatching(
        /127\.0\.0\.1:\d+ cannot be connected to \(ECONNREFUSED connect 127\.0\.0\.1:\d+\)/,
      ),
    });
  });

  test('to a name that does not exist is told as DNS', async () => {
    const error = await failureOf(clientOf('https://api-acme.invalid').post(path, {}, never));
    expect(error).toMatchObject({
      kind: 'unavailable',
      code: 'NET-101',
      message: expect.stringContaining('api-acme.invalid'),
    });
  });
});

test('no fault shows the key: not in message, stack, cause or any property', async () => {
  const raw = (text: string) => serveRaw((socket) => socket.on('data', () => socket.end(text)));
  const echo: RequestListener = (request, response) => {
    response
      .writeHead(500, { 'x-echo': 'a' })
      .end(`failed: ${request.headers.authorization} ${JSON.stringify(request.headers)}`);
  };
  const urls = await Promise.all([
    serve(echo),
    serve((request, response) => response.writeHead(200).end(`<html>${request.headers.authorization}`)),
    serve((request, response) => response.writeHead(200).end(`{"a": ${request.headers.authorization}`)),
    serve((request, response) =>
      response.writeHead(302, { location: `http://${request.headers.authorization?.slice(0, 20)}.example/` }).end(),
    ),
    serve((request) => request.socket.destroy()),
    serve((request, response) => response.writeHead(401).end(JSON.stringify({ error: request.headers.authorization }))),
    serve((request, response) =>
      response
        .writeHead(200, { 'content-length': 99 })
        .end(request.headers.authorization?.slice(0, 40), () => response.destroy()),
    ),
    raw(`${canary}\r\n\r\n`),
    raw(`HTTP/1.1 200 OK\r\n${canary}\r\n\r\n`),
    raw(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n${canary}`),
    raw(`HTTP/1.1 200 OK\r\nx: ${'y'.repeat(20_000)}${canary}\r\n\r\n`),
    raw(`HTTP/1.1 ${canary}\r\n\r\n`),
    raw(`HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 46\r\n\r\n${canary}`),
  ]);
  for (const url of urls) {
    for (const keyType of ['standard', 'advanced', 'auto'] as const) {
      const error = await failureOf(clientOf(url, { credentials: { keyType } }).post(path, {}, never));
      const shown = `${inspect(error, { depth: 20, showHidden: true })} ${(error as Error).stack} ${JSON.stringify(error)}`;
      expect(error).toHaveProperty('kind');
      expect(shown).not.toContain(canary);
      expect(shown).not.toContain(canary.slice(0, -3));
    }
  }
});
