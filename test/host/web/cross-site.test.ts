import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { policyHeaders } from '../../../src/host/web/policy-headers.ts';
import { madeUpConsole } from './made-up-console.ts';
import { head, rawRequest } from './raw-request.ts';
import { type Asked, serveConsole, type ServedConsole, tokens } from './served-console.ts';

let served: ServedConsole;
let cookie: string;
let paused = 0;
beforeAll(async () => {
  served = await serveConsole({
    hosts: ['console.example'],
    console: madeUpConsole({ pause: async () => void (paused += 1) }),
  });
  cookie = await served.signIn(tokens.admin.reveal());
});
afterAll(async () => served.close());

const path = '/api/v1/connectors/soc-eu/pause';
const pause = async (headers: Asked['headers'], asked: Asked = {}) =>
  served.ask(path, { method: 'POST', cookie, ...asked, ...(headers && { headers }) });
const origin = () => `http://localhost:${new URL(served.web.url).port}`;

describe('a page of the console', () => {
  test('does things', async () => {
    const before = paused;
    expect((await pause({})).status).toBe(204);
    expect(paused).toBe(before + 1);
  });

  test.for<[string, Record<string, string>]>([
    ['that says its origin only', {}],
    ['behind a proxy that speaks TLS for it', { host: 'console.example', origin: 'https://console.example' }],
    ['under a name in other letters', { host: 'Console.Example:1', origin: 'http://console.example:1' }],
  ])('%s too', async ([, headers]) => {
    expect(
      (await served.ask(path, { method: 'POST', cookie, headers: { 'sec-fetch-site': 'same-origin', ...headers } }))
        .status,
    ).toBe(204);
  });
});

describe('a page of another site', () => {
  const form = 'application/x-www-form-urlencoded';
  test.for<[string, Record<string, string>]>([
    ['a form', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site', 'content-type': form }],
    ['a form of an old browser', { origin: 'https://evil.test', 'sec-fetch-site': '', 'content-type': form }],
    ['a text form', { 'content-type': 'text/plain' }],
    ['a multipart form', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['JSON it calls something else', { 'content-type': 'application/jsonx' }],
    ['a form without a type', { 'content-type': '' }],
    ['no-cors', { origin: 'https://evil.test', 'sec-fetch-mode': 'no-cors', 'content-type': 'text/plain' }],
    ['JSON without our header', { 'x-cortex-otel': '' }],
    ['JSON with another header', { 'x-cortex-otel': 'true' }],
    ['JSON from another site', { 'sec-fetch-site': 'cross-site' }],
    ['JSON from another port of this machine', { 'sec-fetch-site': 'same-site' }],
    ['JSON of nobody', { 'sec-fetch-site': 'none' }],
    ['another origin', { origin: 'https://evil.test' }],
    ['another port', { origin: 'http://localhost:1' }],
    ['no origin it would tell', { origin: 'null' }],
    ['an origin like ours', { origin: 'http://localhost:1@evil.test' }],
  ])('does nothing by %s', async ([, headers]) => {
    const before = paused;
    const answer = await pause(headers);
    expect(answer.status).toBe(403);
    expect(answer.headers).toMatchObject(policyHeaders);
    expect(paused).toBe(before);
  });

  test('nor by any method', async () => {
    for (const method of ['POST', 'PUT', 'DELETE']) {
      expect((await served.ask('/api/v1/session', { method, headers: { origin: 'https://evil.test' } })).status).toBe(
        403,
      );
    }
  });

  test.for(['/api/v1/status', '/api/v1/events', '/api/v1/status.csv', '/api/v1/nothing'])(
    'reads nothing: %s',
    async (one) => {
      for (const headers of [
        { origin: 'https://evil.test' },
        { 'sec-fetch-site': 'cross-site' },
        { 'sec-fetch-site': 'same-site' },
      ]) {
        const answer = await served.ask(one, { cookie, headers });
        expect(answer.status).toBe(403);
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
      }
    },
  );

  test.for(['/api/v1/events', '/api/v1/status', '/metrics', '/readyz', '/'])(
    'under a name made to point here: %s',
    async (one) => {
      for (const host of ['evil.test', 'localhost.evil.test', 'xconsole.example', 'console.example.evil.test']) {
        expect((await served.ask(one, { cookie, headers: { host } })).status).toBe(421);
      }
    },
  );

  test.for(['OPTIONS', 'TRACE', 'PATCH', 'HEAD', 'PROPFIND'])('no answer to %s lets it ask further', async (method) => {
    const answer = await rawRequest(
      served.web.url,
      head(`${method} /api/v1/status HTTP/1.1`, { origin: 'https://evil.test' }),
    );
    expect(answer).toMatchObject({ status: 405, headers: { allow: 'GET, POST, PUT, DELETE' } });
    expect(JSON.stringify(answer.headers)).not.toMatch(/access-control/i);
  });
});

describe('a program', () => {
  test('needs no origin', async () => {
    const headers = { authorization: `Bearer ${tokens.admin.reveal()}` };
    const sent = head(`POST ${path} HTTP/1.1`, {
      ...headers,
      'content-type': 'application/json',
      'x-cortex-otel': '1',
    });
    expect((await rawRequest(served.web.url, sent)).status).toBe(204);
  });

  test('that has a cookie does', async () => {
    const sent = head(`POST ${path} HTTP/1.1`, { cookie, 'content-type': 'application/json', 'x-cortex-otel': '1' });
    expect((await rawRequest(served.web.url, sent)).status).toBe(403);
  });

  test('is no page of another site', async () => {
    expect((await pause({ origin: 'https://evil.test' }, { as: 'admin' })).status).toBe(403);
    expect((await pause({ origin: origin() }, { as: 'admin' })).status).toBe(204);
  });
});

describe('a body', () => {
  /** A request whose body is written by hand. */
  const checkHead = (headers: Readonly<Record<string, string>>) =>
    head('POST /api/v1/check HTTP/1.1', {
      authorization: `Bearer ${tokens.admin.reveal()}`,
      'content-type': 'application/json',
      'x-cortex-otel': '1',
      ...headers,
    });
  const post = async (one: string, body: unknown) => served.ask(one, { method: 'POST', as: 'admin', body });
  const form = { name: 'SOC', sources: ['xdr-incidents'], settings: {} };

  test('of more than 64 KiB is not read', async () => {
    const sent = checkHead({ 'content-length': String(64 * 1024 + 1) });
    expect((await rawRequest(served.web.url, sent)).status).toBe(413);
  });

  test('of more than 64 KiB that does not say so is not either', async () => {
    const chunk = `8000\r\n${'x'.repeat(0x8000)}\r\n`;
    const sent = `${checkHead({ 'transfer-encoding': 'chunked' })}${chunk}${chunk}1\r\nx\r\n`;
    expect((await rawRequest(served.web.url, sent)).status).toBe(413);
  });

  test('of 64 KiB is', async () => {
    const room = 64 * 1024 - JSON.stringify({ ...form, name: '' }).length;
    expect((await post('/api/v1/check', { ...form, name: ` ${'x'.repeat(63)}`.padStart(room) })).status).toBe(200);
  });

  test.for(['{', 'null,', '\uFEFF\uFEFF{}', '{"a":1}{', "{'a':1}", 'undefined', '[1,'])(
    'that is no JSON: %j',
    async (body) => {
      const answer = await post('/api/v1/check', body);
      expect(answer.status).toBe(400);
      expect(answer.json()).toEqual({ error: 'the body is no JSON' });
    },
  );

  test.for([
    ['lists', '['.repeat(30_000), ']'.repeat(30_000)],
    ['objects', '{"a":'.repeat(10_000), '}'.repeat(10_000)],
  ] as const)(
    'that is nested without end is refused, whatever is asked for with it: %s',
    async ([, opening, closing]) => {
      for (const path of ['check', 'connectors/soc-eu/commands/check', 'connectors/soc-eu/calls']) {
        const answer = await post(`/api/v1/${path}`, `{"command":"open-windows","input":{"a":${opening}1${closing}}}`);
        expect(answer.status).toBe(422);
        expect(answer.json()).toEqual({ error: 'the body is nested deeper than 32 levels' });
      }
    },
  );

  test('that is nested as deep as that is not', async () => {
    const input = `{"a":${'['.repeat(30)}${']'.repeat(30)}}`;
    const answer = await post(
      '/api/v1/connectors/soc-eu/commands/check',
      `{"command":"open-windows","input":${input}}`,
    );
    expect(answer.status).toBe(200);
  });

  test('with a name that would be left out without a word is refused', async () => {
    const body = '{"command":"open-windows","input":{"__proto__":{"all":true}}}';
    const answer = await post('/api/v1/connectors/soc-eu/calls', body);
    expect({ status: answer.status, body: answer.json() }).toEqual({
      status: 422,
      body: { error: '__proto__ is no name of anything here' },
    });
  });

  test('that is missing', async () => {
    expect(await post('/api/v1/check', undefined)).toMatchObject({ status: 422 });
  });

  test('that is no UTF-8', async () => {
    const sent = Buffer.concat([Buffer.from(checkHead({ 'content-length': '3' })), Buffer.from([0x22, 0xff, 0x22])]);
    expect(await rawRequest(served.web.url, sent)).toMatchObject({
      status: 400,
      body: '{"error":"the body is no JSON"}',
    });
  });

  test('of another shape says which fields, and never what was in them', async () => {
    const answer = await post('/api/v1/check', {
      ...form,
      name: 5,
      sources: [{ CANARY: 1 }],
      settings: { a: ['CANARY'] },
    });
    expect(answer.status).toBe(422);
    const { fields } = answer.json() as { fields: { path: string }[] };
    expect(fields.map((field) => field.path)).toEqual(['name', 'sources.0', 'settings.a']);
    expect(answer.body).not.toContain('CANARY');
  });

  test.for([
    '{"name":"a","sources":["x"],"settings":{},"__proto__":{"isAdmin":true}}',
    '{"name":"a","sources":["x"],"settings":{"__proto__":{"isAdmin":true}}}',
    '{"name":"a","sources":["x"],"settings":{"constructor":{"prototype":{"isAdmin":true}}}}',
    '{"__proto__":{"name":"a","sources":["x"],"settings":{}}}',
    `${'['.repeat(30_000)}${']'.repeat(30_000)}`,
  ])('changes no prototype, and is none: %.60s', async (body) => {
    const answer = await post('/api/v1/check', body);
    expect([200, 400, 422]).toContain(answer.status);
    expect(Object.prototype).not.toHaveProperty('isAdmin');
    expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined();
  });

  test('is not taken where there is none to take', async () => {
    expect((await pause({}, { body: { confirm: 'x' } })).status).toBe(400);
    expect((await pause({}, { body: [] })).status).toBe(204);
    expect((await pause({}, { body: {} })).status).toBe(204);
  });

  test('that does not come to its end is given up', async () => {
    const sent = checkHead({ 'content-length': '100' });
    const begunMs = performance.now();
    const answer = await rawRequest(served.web.url, `${sent}{"name`);
    expect(answer.status).toBe(408);
    expect(performance.now() - begunMs).toBeLessThan(15_000);
  });
});

describe('a query', () => {
  test.for(['?after=x', '?limit=0', '?limit=201', '?other=1', '?__proto__=1', '?after=1.5'])(
    '%s is not understood',
    async (query) => {
      const answer = await served.ask(`/api/v1/connectors/soc-eu/timeline${query}`, { as: 'viewer' });
      expect(answer.status).toBe(400);
      expect(answer.json()).toMatchObject({ fields: [{ warnings: [] }] });
    },
  );

  test('is read', async () => {
    expect((await served.ask('/api/v1/connectors/soc-eu/timeline?after=5&limit=200', { as: 'viewer' })).status).toBe(
      200,
    );
  });

  test('is not taken where there is none to take', async () => {
    expect((await served.ask('/api/v1/status?token=x', { as: 'viewer' })).status).toBe(400);
  });
});
