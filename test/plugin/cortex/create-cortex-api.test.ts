import { createHash } from 'node:crypto';
import { HttpRequestInterceptor } from '@mswjs/interceptors/http';
import { http, HttpResponse } from 'msw';
import { defineNetwork, InterceptorSource } from 'msw/experimental';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Secret } from '../../../src/shared/secret.ts';
import { memoryMemo } from '../../../src/shared/memory-memo.ts';
import { createVirtualClock } from '../../../src/testing/virtual-clock.ts';
import { canary, clientOf, failureOf } from './cortex-client.ts';

const origin = 'https://api-acme.xdr.eu.paloaltonetworks.com';
const path = '/public_api/v1/incidents/get_incidents';
const never = new AbortController().signal;
const unauthorized = { reply: { err_code: 401, err_msg: 'Public API request unauthorized', err_extra: null } };
const serverMs = Date.UTC(2026, 2, 2, 8);
const date = new Date(serverMs).toUTCString();

const network = defineNetwork({
  sources: [new InterceptorSource({ interceptors: [new HttpRequestInterceptor()] })],
  handlers: [],
  onUnhandledFrame: 'error',
  context: { quiet: true },
});
beforeAll(() => network.enable());
afterEach(() => network.resetHandlers());
afterAll(() => network.disable());

/** Answers every call by `answer`; gives the requests seen. */
function tenant(answer: (request: Request) => Response): Request[] {
  const seen: Request[] = [];
  network.use(
    http.post(`${origin}${path}`, ({ request }) => {
      seen.push(request.clone());
      return answer(request);
    }),
  );
  return seen;
}

/** As the real one: the signature must fit, and the time must be within five minutes of the server's. */
function advancedTenant(key: string): Request[] {
  return tenant(({ headers }) => {
    const [nonce, timestamp] = [headers.get('x-xdr-nonce') ?? '', headers.get('x-xdr-timestamp') ?? '0'];
    const expected = createHash('sha256').update(`${key}${nonce}${timestamp}`).digest('hex');
    const right = headers.get('authorization') === expected && Math.abs(Number(timestamp) - serverMs) < 300_000;
    return right
      ? HttpResponse.json({ reply: {} }, { headers: { date } })
      : HttpResponse.json(unauthorized, { status: 401, headers: { date } });
  });
}

describe('a call', () => {
  test('sends JSON and the key, and gives the answer with the server’s time', async () => {
    const seen = tenant(() => HttpResponse.json({ reply: { incidents: [] } }, { headers: { date } }));
    const answer = await clientOf(origin).post(path, { request_data: { search_to: 100 } }, never);
    expect(answer).toEqual({ body: { reply: { incidents: [] } }, dateMs: serverMs });
    expect(seen).toHaveLength(1);
    expect(await seen[0]?.json()).toEqual({ request_data: { search_to: 100 } });
    expect(Object.fromEntries(seen[0]?.headers ?? [])).toMatchObject({
      authorization: canary,
      'x-xdr-auth-id': '7',
      'content-type': 'application/json',
      'accept-encoding': 'gzip',
    });
    expect(seen[0]?.url).not.toContain('CANARY');
  });

  test('an answer without Date, or with a nonsensical one, has no server time', async () => {
    for (const headers of [{}, { date: 'yesterday' }, { date: 'Thu, 01 Jan 1970 00:00:00 GMT' }]) {
      tenant(() => HttpResponse.json({ reply: {} }, { headers }));
      expect((await clientOf(origin).post(path, {}, never)).dateMs).toBeUndefined();
    }
  });

  test('is one request, whatever is wrong', async () => {
    for (const status of [302, 400, 402, 403, 404, 413, 429, 500, 502, 503]) {
      const seen = tenant(() => new HttpResponse('', { status, headers: { location: 'https://evil.example/' } }));
      await failureOf(clientOf(origin).post(path, {}, never));
      expect(seen).toHaveLength(1);
    }
  });

  test('that is aborted while it is under way ends with the reason, not with an error of ours', async () => {
    const abort = new AbortController();
    const reason = new Error('stop');
    network.use(
      http.post(`${origin}${path}`, () => {
        abort.abort(reason);
        return new Promise<never>(() => {});
      }),
    );
    expect(await failureOf(clientOf(origin).post(path, {}, abort.signal))).toBe(reason);
    expect(await failureOf(clientOf(origin).post(path, {}, AbortSignal.abort(reason)))).toBe(reason);
  });

  test('with a key that cannot be sent is refused without sending it, or showing it', async () => {
    const seen = tenant(() => HttpResponse.json({ reply: {} }));
    for (const text of ['', `${canary}\n`, `${canary} x`, `${canary}\u0000`, `ü${canary}`, `${canary}\r\nx-evil: 1`]) {
      for (const keyType of ['standard', 'advanced'] as const) {
        const error = await failureOf(
          clientOf(origin, { credentials: { key: new Secret(text), keyType } }).post(path, {}, never),
        );
        expect(error).toMatchObject({ kind: 'config', code: 'CFG-001' });
        expect(String(error)).not.toContain('CANARY');
      }
    }
    expect(seen).toHaveLength(0);
  });
});

describe('the key', () => {
  const auto = { credentials: { keyType: 'auto' } } as const;

  test('is found to be Advanced, and remembered', async () => {
    const seen = advancedTenant(canary);
    const memo = memoryMemo();
    const client = clientOf(origin, { ...auto, memo, clock: createVirtualClock(serverMs, { sleep: 'passes' }) });
    await client.post(path, {}, never);
    await client.post(path, {}, never);
    expect(seen).toHaveLength(2);
    expect(memo.get('key_type')).toBe('advanced');
    expect(client.findings()).toEqual({ status: 200, clockSkewMs: 0, keyType: 'advanced' });
  });

  test('is found to be Standard after one refusal, and remembered', async () => {
    const seen = tenant(({ headers }) =>
      headers.get('authorization') === canary
        ? HttpResponse.json({ reply: {} })
        : HttpResponse.json(unauthorized, { status: 401 }),
    );
    const memo = memoryMemo();
    await clientOf(origin, { ...auto, memo }).post(path, {}, never);
    await clientOf(origin, { ...auto, memo }).post(path, {}, never);
    expect(seen.map(({ headers }) => headers.has('x-xdr-nonce'))).toEqual([true, false, false]);
  });

  test('of Advanced type works whatever the local clock says, and when it jumps', async () => {
    const seen = advancedTenant(canary);
    const clock = createVirtualClock(serverMs - 7 * 3_600_000, { sleep: 'passes' });
    const client = clientOf(origin, { ...auto, clock });
    await client.post(path, {}, never);
    expect(seen).toHaveLength(2);
    expect(client.findings().clockSkewMs).toBe(-7 * 3_600_000);
    clock.jump(40 * 3_600_000);
    await client.post(path, {}, never);
    expect(seen).toHaveLength(3);
  });

  test('is signed afresh on each attempt: no nonce is used twice', async () => {
    const seen = tenant(() => HttpResponse.json(unauthorized, { status: 401, headers: { date } }));
    const client = clientOf(origin, { ...auto, clock: createVirtualClock(0, { sleep: 'passes' }) });
    for (let i = 0; i < 3; i++) await failureOf(client.post(path, {}, never));
    const nonces = seen.map(({ headers }) => headers.get('x-xdr-nonce')).filter((nonce) => nonce !== null);
    expect(nonces.length).toBeGreaterThan(3);
    expect(new Set(nonces).size).toBe(nonces.length);
    expect(nonces.every((nonce) => /^[A-Za-z0-9]{64}$/.test(nonce))).toBe(true);
  });

  test('refused in the body of a 200 is refused', async () => {
    const seen = tenant(() => HttpResponse.json(unauthorized));
    expect(await failureOf(clientOf(origin, auto).post(path, {}, never))).toMatchObject({
      kind: 'auth',
      code: 'AUTH-301',
    });
    expect(seen).toHaveLength(2);
  });

  test('refused once in a while is not noticed: a known type is tried again', async () => {
    let calls = 0;
    const seen = tenant(() =>
      calls++ % 5 === 1 ? HttpResponse.json(unauthorized, { status: 401 }) : HttpResponse.json({ reply: {} }),
    );
    const client = clientOf(origin, auto);
    for (let i = 0; i < 8; i++) await client.post(path, {}, never);
    expect(seen).toHaveLength(10);
  });

  test.each([
    [-252_000, '4 min 12 s behind'],
    [3_600_000, '1 h ahead of'],
    [-90_061_000, '1 d 1 h behind'],
  ])('refused while the clock is off by %i ms: the error names the clock', async (offMs, words) => {
    tenant(() => HttpResponse.json(unauthorized, { status: 401, headers: { date } }));
    const clock = createVirtualClock(serverMs + offMs, { sleep: 'passes' });
    const error = await failureOf(clientOf(origin, { ...auto, clock }).post(path, {}, never));
    expect(error).toMatchObject({
      kind: 'auth',
      code: 'AUTH-302',
      message: expect.stringContaining(words),
      remedy: expect.any(String),
    });
  });

  test('is shown to be valid by a refusal of rights', async () => {
    tenant(() => HttpResponse.json({ reply: { err_code: 403, err_msg: 'Forbidden' } }, { status: 403 }));
    const client = clientOf(origin, auto);
    expect(await failureOf(client.post(path, {}, never))).toMatchObject({ kind: 'permission' });
    expect(client.findings()).toMatchObject({ status: 403, keyType: 'advanced' });
  });

  test('of XSOAR 6 is sent alone', async () => {
    const seen = tenant(() => HttpResponse.json({ total: 0, audits: [] }));
    await clientOf(origin, { credentials: { keyId: undefined, keyType: 'auto' } }).post(path, {}, never);
    expect(seen[0]?.headers.get('authorization')).toBe(canary);
    expect(seen[0]?.headers.has('x-xdr-auth-id')).toBe(false);
  });
});

test('a complaint of the tenant slows all down, and a long pause is passed on at once', async () => {
  const seen = tenant(() => HttpResponse.json({}, { status: 429, headers: { 'retry-after': '60' } }));
  const client = clientOf(origin);
  expect(await failureOf(client.post(path, {}, never))).toMatchObject({ kind: 'throttled', retryAfterMs: 60_000 });
  expect(await failureOf(client.post(path, {}, never))).toMatchObject({ kind: 'throttled', retryAfterMs: 60_000 });
  expect(seen).toHaveLength(1);
});

test('upstream text that echoes the key, in whatever form, is shown without it', async () => {
  const forms = (request: Request) => {
    const authorization = request.headers.get('authorization') ?? '';
    return [
      authorization,
      Buffer.from(authorization).toString('base64'),
      Buffer.from(authorization).toString('hex'),
      encodeURIComponent(canary),
    ];
  };
  for (const keyType of ['standard', 'advanced'] as const) {
    for (let form = 0; form < 4; form++) {
      let sent = '';
      tenant((request) => {
        sent = forms(request)[form] ?? '';
        return HttpResponse.json({ reply: { err_code: 500, err_msg: `bad token ${sent}!` } }, { status: 500 });
      });
      const error = await failureOf(clientOf(origin, { credentials: { keyType } }).post(path, {}, never));
      expect(String(error)).toContain('bad token [redacted]');
      expect(String(error)).not.toContain(sent.slice(4, 20));
    }
  }
});
