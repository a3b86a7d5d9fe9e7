import { gzipSync } from 'node:zlib';
import { Agent, request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import {
  startFakeOtlpEndpoint,
  type FakeOtlpEndpoint,
  type FakeOtlpEndpointOptions,
} from '../../src/testing/fake-otlp-endpoint.ts';
import { fault } from '../../src/testing/faults/fault-kinds.ts';
import { otlpFault } from '../../src/testing/otlp/otlp-fault.ts';

const agent = new Agent({ keepAliveTimeout: 1 });
const started: FakeOtlpEndpoint[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((endpoint) => endpoint.close()));
});
async function start(options: FakeOtlpEndpointOptions = {}) {
  const endpoint = await startFakeOtlpEndpoint(options);
  started.push(endpoint);
  return endpoint;
}

const json = { 'content-type': 'application/json' };
const logs = (...uids: string[]) =>
  JSON.stringify({
    resourceLogs: [
      {
        scopeLogs: [
          {
            logRecords: uids.map((uid) => ({
              body: { stringValue: `body of ${uid}` },
              attributes: [{ key: 'log.record.uid', value: { stringValue: uid } }],
            })),
          },
        ],
      },
    ],
  });

async function send(
  endpoint: FakeOtlpEndpoint,
  body: string | Buffer,
  headers: Record<string, string> = json,
  path = '/v1/logs',
) {
  const answer = await request(endpoint.url + path, { method: 'POST', headers, body, dispatcher: agent });
  const bytes = Buffer.from(await answer.body.arrayBuffer());
  return {
    status: answer.statusCode,
    type: answer.headers['content-type'],
    headers: answer.headers,
    bytes,
    text: bytes.toString(),
  };
}

describe('a healthy endpoint', () => {
  test('takes JSON and answers as a Collector does', async () => {
    const endpoint = await start();
    expect(await send(endpoint, logs('a', 'b'))).toMatchObject({
      status: 200,
      type: 'application/json',
      text: '{"partialSuccess":{}}',
    });
    expect(endpoint.received().map((record) => record.body)).toEqual(['body of a', 'body of b']);
    expect(endpoint.requests).toMatchObject([{ encoding: 'json', gzip: false, sent: 2, accepted: 2, status: 200 }]);
  });

  test('takes gzip and counts the uncompressed size', async () => {
    const endpoint = await start();
    await send(endpoint, gzipSync(logs('a')), { ...json, 'content-encoding': 'gzip' });
    expect(endpoint.requests).toMatchObject([{ gzip: true, bytes: logs('a').length, accepted: 1 }]);
  });

  test('answers protobuf in protobuf', async () => {
    const endpoint = await start();
    const answer = await send(endpoint, Buffer.of(), { 'content-type': 'application/x-protobuf' });
    expect(answer).toMatchObject({ status: 200, type: 'application/x-protobuf' });
    expect([...answer.bytes]).toEqual([0x0a, 0]);
    const refused = await send(endpoint, Buffer.of(0xff), { 'content-type': 'application/x-protobuf' });
    expect(refused.status).toBe(400);
    expect(refused.bytes[0]).toBe(0x08);
    expect(refused.text).toContain('unexpected end');
  });

  test('counts each uid', async () => {
    const endpoint = await start({ keepRecords: false });
    await send(endpoint, logs('a', 'b'));
    await send(endpoint, logs('b'));
    expect([...endpoint.counts()]).toEqual([
      ['a', 1],
      ['b', 2],
    ]);
    expect(endpoint.received()).toEqual([]);
  });

  test('can be waited for and listened to', async () => {
    const heard: unknown[] = [];
    const endpoint = await start({ onRecord: (record) => heard.push(record.body) });
    const two = endpoint.until(() => endpoint.counts().size === 2, AbortSignal.timeout(5000));
    await send(endpoint, logs('a'));
    await send(endpoint, logs('b'));
    await two;
    expect(heard).toEqual(['body of a', 'body of b']);
  });

  test.each([
    ['no JSON', '{', json, 400],
    ['a wrong value', '{"resourceLogs":5}', json, 400],
    ['broken gzip', 'x', { ...json, 'content-encoding': 'gzip' }, 400],
    ['another content type', '{}', { 'content-type': 'text/plain' }, 415],
  ])('refuses %s', async (_name, body, headers, status) => {
    const endpoint = await start();
    expect((await send(endpoint, body, headers)).status).toBe(status);
    expect(endpoint.received()).toEqual([]);
  });

  test('refuses other paths and methods, and bodies that are too large however they are packed', async () => {
    const endpoint = await start({ maxBodyBytes: 1000 });
    expect((await send(endpoint, '{}', json, '/v1/traces')).status).toBe(404);
    const get = await request(`${endpoint.url}/v1/logs`, { dispatcher: agent });
    expect(get.statusCode).toBe(405);
    await get.body.dump();
    const large = logs(...Array.from({ length: 100 }, (_, n) => `uid-${n}`));
    expect((await send(endpoint, large)).text).toContain('body too large');
    const packed = await send(endpoint, gzipSync(large), { ...json, 'content-encoding': 'gzip' });
    expect([packed.status, packed.text]).toEqual([400, expect.stringContaining('body too large')]);
  });
});

describe('faults', () => {
  test('a partial success takes the rest and names the number', async () => {
    const endpoint = await start();
    endpoint.faults.add(otlpFault.partialSuccess(2, 'too old'));
    const { text } = await send(endpoint, logs('a', 'b', 'c'));
    expect(JSON.parse(text)).toEqual({ partialSuccess: { rejectedLogRecords: '2', errorMessage: 'too old' } });
    expect([...endpoint.counts().keys()]).toEqual(['c']);
    const { bytes } = await send(endpoint, Buffer.of(), { 'content-type': 'application/x-protobuf' });
    expect([...bytes]).toEqual([0x0a, 11, 0x08, 2, 0x12, 7, ...Buffer.from('too old')]);
  });

  test('a warning takes all', async () => {
    const endpoint = await start();
    endpoint.faults.add(otlpFault.partialSuccess(0, 'nearly full'));
    expect(JSON.parse((await send(endpoint, logs('a'))).text)).toEqual({
      partialSuccess: { errorMessage: 'nearly full' },
    });
    expect(endpoint.counts().get('a')).toBe(1);
  });

  test('a request with a certain record is refused whole', async () => {
    const endpoint = await start();
    endpoint.faults.add(otlpFault.refuse(['b']));
    expect(await send(endpoint, logs('a', 'b'))).toMatchObject({ status: 400, type: 'application/json' });
    expect((await send(endpoint, logs('a'))).status).toBe(200);
    expect([...endpoint.counts().keys()]).toEqual(['a']);
    expect(endpoint.requests.map((each) => [each.sent, each.accepted])).toEqual([
      [2, 0],
      [1, 1],
    ]);
  });

  test('statuses, sizes and compression', async () => {
    const endpoint = await start();
    endpoint.faults.add(fault.once(otlpFault.status(429, { 'retry-after': '7' })));
    expect(await send(endpoint, logs('a'))).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
    endpoint.faults.clear();
    endpoint.faults.add(fault.any(otlpFault.refuseGzip(), otlpFault.largerThan(400)));
    expect((await send(endpoint, logs('a', 'b', 'c', 'd'))).status).toBe(413);
    expect((await send(endpoint, gzipSync(logs('a')), { ...json, 'content-encoding': 'gzip' })).status).toBe(415);
    expect((await send(endpoint, logs('a'))).status).toBe(200);
  });

  test('a reset before the work leaves nothing, a reset after it leaves the records', async () => {
    const endpoint = await start();
    endpoint.faults.add(fault.inTurn(fault.reset('before'), fault.reset('after'), fault.none()));
    await expect(send(endpoint, logs('a'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(endpoint.counts().size).toBe(0);
    await expect(send(endpoint, logs('a'))).rejects.toMatchObject({ code: 'ECONNRESET' });
    await send(endpoint, logs('a'));
    expect(endpoint.counts().get('a')).toBe(2);
  });

  test('a page for people in place of an answer takes nothing', async () => {
    const endpoint = await start();
    endpoint.faults.add(fault.html(200));
    expect(await send(endpoint, logs('a'))).toMatchObject({ status: 200, type: 'text/html; charset=utf-8' });
    expect(endpoint.counts().size).toBe(0);
  });
});
