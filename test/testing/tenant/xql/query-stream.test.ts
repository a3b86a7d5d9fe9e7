import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { Agent, request } from 'undici';
import { afterEach, describe, expect, test } from 'vitest';
import {
  createTenantModel,
  createVirtualClock,
  demoKey,
  fault,
  queryStreamPath,
  startFakeTenant,
  startQueryPath,
  type FakeTenant,
  type JsonObject,
  type XqlOutcome,
} from '../../../../src/testing/index.ts';
import { drained } from '../../live-bytes.ts';
import { at } from './tenant-with-rows.ts';

const mebibyte = 1024 * 1024;
const agent = new Agent({ keepAliveTimeout: 1, bodyTimeout: 10_000 });
const started: FakeTenant[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((tenant) => tenant.close()));
});

async function streaming(outcome: XqlOutcome) {
  const model = createTenantModel();
  model.xql.otherwise({ durationMs: 0, ...outcome });
  const clock = createVirtualClock(at);
  const tenant = await startFakeTenant({ model, clock, requestsPerSecond: Infinity });
  started.push(tenant);
  const post = async (path: string, data: JsonObject, headers: Record<string, string> = {}) =>
    request(tenant.url + path, {
      method: 'POST',
      headers: { authorization: demoKey.key, 'x-xdr-auth-id': demoKey.id, ...headers },
      body: JSON.stringify({ request_data: data }),
      dispatcher: agent,
    });
  const begun = await post(startQueryPath, { query: 'q' });
  const { reply } = (await begun.body.json()) as { reply: string };
  const ask = (data: JsonObject = {}, headers: Record<string, string> = {}) =>
    post(queryStreamPath, { stream_id: `stream-${reply}`, ...data }, headers);
  return { tenant, ask };
}

const row = (number: number): JsonObject => ({ number, text: `行 ${number} 😀`.padEnd(200, '😀') });
const rows = (count: number) => Array.from({ length: count }, (_, number) => row(number));
const ndjson = (count: number) =>
  rows(count)
    .map((each) => `${JSON.stringify(each)}\n`)
    .join('');

/** Rows without end in sight, and how many of them have been made. */
function made(count: number, filler = () => 'x'.repeat(1000)) {
  const tally = { rows: 0 };
  function* generate(): Generator<JsonObject> {
    for (let number = 0; number < count; number += 1) {
      tally.rows += 1;
      yield { number, filler: filler() };
    }
  }
  return { tally, generate };
}

describe('a stream of results', () => {
  test('is lines of JSON, chunked, in no envelope; no character is broken between two chunks', async () => {
    const { ask } = await streaming({ rows: rows(2000) });
    const answer = await ask();
    expect(answer.headers['transfer-encoding']).toBe('chunked');
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(await answer.body.text()).toBe(ndjson(2000));
  });

  test('is a gzip file when asked so, also to a client that takes gzip', async () => {
    const { ask } = await streaming({ rows: rows(1500) });
    const answer = await ask({ is_gzip_compressed: true }, { 'accept-encoding': 'gzip' });
    expect(answer.headers['content-encoding']).toBeUndefined();
    expect(gunzipSync(Buffer.from(await answer.body.arrayBuffer())).toString()).toBe(ndjson(1500));
  });

  test('is compressed on the way to a client that takes gzip', async () => {
    const { ask } = await streaming({ rows: rows(1500) });
    const answer = await ask({}, { 'accept-encoding': 'gzip' });
    expect(answer.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(Buffer.from(await answer.body.arrayBuffer())).toString()).toBe(ndjson(1500));
  });

  test('can be asked for again; an id nobody has is a 500', async () => {
    const { ask } = await streaming({ rows: rows(3) });
    expect(await (await ask()).body.text()).toBe(await (await ask()).body.text());
    expect((await ask({ stream_id: 'stream-nobody' })).statusCode).toBe(500);
  });

  test.each([false, true])('is not made faster than it is taken (gzip file: %s)', async (gzip) => {
    const { tally, generate } = made(1_000_000, () => randomBytes(500).toString('hex'));
    const { ask } = await streaming({ rows: generate });
    const answer = await ask({ is_gzip_compressed: gzip });
    const chunks = answer.body[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
    await chunks.next();
    for (let turn = 0, before = -1; before !== tally.rows; turn += 1) {
      before = tally.rows;
      for (let spell = 0; spell < 50; spell += 1) await setImmediate();
      expect(turn).toBeLessThan(10_000);
    }
    // What fits into the buffers between the two, which the kernel decides; a gigabyte is on offer.
    expect(tally.rows).toBeLessThan(60_000);
    await chunks.return?.();
  });

  test('of 200 MiB passes in memory that stays flat', async () => {
    const { generate } = made(210_000);
    const { ask } = await streaming({ rows: generate });
    const { bytes, mostHeld } = await drained((await ask()).body);
    expect(bytes).toBeGreaterThan(200 * mebibyte);
    // What is on its way between the two, however busy the machine is.
    expect(mostHeld).toBeLessThan(64 * mebibyte);
  });

  test.each([false, true])('is cut in the middle of it, and whole the next time (gzip file: %s)', async (gzip) => {
    const { tenant, ask } = await streaming({ rows: rows(5000) });
    const bytesOf = async () => Buffer.from(await (await ask({ is_gzip_compressed: gzip })).body.arrayBuffer());
    const whole = await bytesOf();
    expect((gzip ? gunzipSync(whole) : whole).toString()).toBe(ndjson(5000));
    tenant.faults.add(fault.once(fault.at(queryStreamPath, fault.cut(0.5, 'close'))));
    const answer = await ask({ is_gzip_compressed: gzip });
    expect(answer.statusCode).toBe(200);
    let bytes = 0;
    const read = async () => {
      for await (const chunk of answer.body as AsyncIterable<Buffer>) bytes += chunk.length;
    };
    await expect(read()).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    expect(bytes).toBe(Math.floor(whole.length / 2));
    expect(await bytesOf()).toEqual(whole);
  });

  test('arrives whole a byte at a time, too', async () => {
    const { tenant, ask } = await streaming({ rows: rows(2) });
    tenant.faults.add(fault.at(queryStreamPath, fault.drip(0)));
    expect(await (await ask()).body.text()).toBe(ndjson(2));
  });

  test('is cut with a reset', async () => {
    const { tenant, ask } = await streaming({ rows: rows(5000) });
    tenant.faults.add(fault.at(queryStreamPath, fault.cut(0.5)));
    await expect(ask().then(async (answer) => answer.body.text())).rejects.toMatchObject({ code: 'ECONNRESET' });
  });
});
