import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { apiRoutes } from '../../../src/api/routes.ts';
import { ApiError, problemOf } from '../../../src/web/api/api-error.ts';
import { type Api, createApi } from '../../../src/web/api/create-api.ts';
import { routeAddresses } from '../../../src/web/api/route-addresses.ts';

interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let asked: Asked[];
let answer: (outgoing: ServerResponse) => void;
let signedOut: number;
let api: Api;
const server = createServer((incoming, outgoing) => {
  void text(incoming).then((body) => {
    const { method, url, headers } = incoming;
    asked.push({ method, url, headers, body });
    answer(outgoing);
  });
});

beforeEach(async () => {
  [asked, signedOut] = [[], 0];
  answer = (outgoing) => outgoing.writeHead(204).end();
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  api = createApi(() => (signedOut += 1), `http://127.0.0.1:${port}/api/v1`);
});
afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

const answerJson = (status: number, body: unknown, headers = {}) => {
  answer = (outgoing) => outgoing.writeHead(status, headers).end(JSON.stringify(body));
};

test('every route has its address', () => {
  const expected = Object.entries(apiRoutes).map(([name, { method, path }]) => [name, `${method} ${path}`]);
  expect(Object.entries(routeAddresses)).toEqual(expected);
});

describe('a call', () => {
  test('carries what the server asks for, the id encoded', async () => {
    const body = { name: 'a', sources: ['audit'], settings: {}, destination: null };
    await api.call('updateConnector', { id: 'a/../b?', body, ifMatch: '"7"' });
    const [{ method, url, headers, body: sent } = {} as Asked] = asked;
    expect([method, url, JSON.parse(sent)]).toEqual(['PUT', '/api/v1/connectors/a%2F..%2Fb%3F', body]);
    expect(headers).toMatchObject({ 'x-cortex-otel': '1', 'content-type': 'application/json', 'if-match': '"7"' });
  });

  test('without a body is JSON all the same where it changes something', async () => {
    await api.call('pause', { id: '$&' });
    expect(asked[0]).toMatchObject({ method: 'POST', url: '/api/v1/connectors/%24%26/pause', body: '' });
    expect(asked[0]?.headers).toMatchObject({ 'content-type': 'application/json' });
  });

  test('has a query of what is given', async () => {
    answerJson(200, { entries: [] });
    expect(await api.call('timeline', { id: 'a', query: { limit: 5, after: undefined } })).toEqual({ entries: [] });
    expect(asked[0]?.url).toBe('/api/v1/connectors/a/timeline?limit=5');
  });

  test('that is aborted rejects as aborted', async () => {
    answer = () => {};
    const controller = new AbortController();
    const call = api.call('info', { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('an answer that is no success', () => {
  test('says what the server said', async () => {
    answerJson(422, { error: 'wrong', remedy: 'right it' }, { 'retry-after': '30' });
    const error: unknown = await api.call('info').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ApiError);
    expect(error).toMatchObject({ status: 422, retryAfter: 30, problem: { error: 'wrong', remedy: 'right it' } });
    expect(signedOut).toBe(0);
  });

  test.for(['<html>502</html>', '', '"error"', '{"error":1}'])('makes sense although its body is %j', async (body) => {
    answer = (outgoing) => outgoing.writeHead(502).end(body);
    const error: unknown = await api.call('info').catch((reason: unknown) => reason);
    expect(problemOf(error)).toEqual({ error: 'The collector answered with 502.' });
  });

  test('of 401 is the end of the session', async () => {
    answerJson(401, { error: 'sign in' });
    await expect(api.call('status')).rejects.toMatchObject({ status: 401 });
    expect(signedOut).toBe(1);
  });

  test('is told from none', async () => {
    answer = (outgoing) => outgoing.destroy();
    await expect(api.call('status')).rejects.toMatchObject({
      status: 0,
      problem: { error: 'The collector cannot be reached.' },
    });
  });
});

test('the lines of a test arrive one by one', async () => {
  answer = (outgoing) => {
    outgoing.writeHead(200, { 'content-type': 'application/x-ndjson' });
    outgoing.write('{"result":1}\n');
  };
  for await (const line of api.lines('testConnector', { id: 'a' })) {
    expect(line).toEqual({ result: 1 });
    break;
  }
  expect(asked[0]).toMatchObject({ method: 'POST', url: '/api/v1/connectors/a/test' });
});
