import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiRoute } from '../../../src/api/api-route.ts';
import { includesRole, roles } from '../../../src/api/role.ts';
import { apiRoutes } from '../../../src/api/routes.ts';
import { policyHeaders } from '../../../src/host/web/policy-headers.ts';
import { serveConsole, type ServedConsole, tokens } from './served-console.ts';

let served: ServedConsole;
beforeAll(async () => void (served = await serveConsole()));
afterAll(async () => served.close());

/** What each route that takes a body is content with. */
const form = { name: 'SOC', sources: ['xdr-incidents'], settings: {} };
const time = '2026-01-01T00:00:00Z';
const bodies: Readonly<Record<string, unknown>> = {
  signIn: { token: tokens.viewer.reveal() },
  createConnectors: form,
  updateConnector: form,
  check: form,
  test: form,
  removeConnector: { confirm: 'soc-eu' },
  cloneConnector: { name: 'SOC 2' },
  moveCheckpoint: { to: time, confirm: 'soc-eu' },
  sendDeadLetters: { ids: [1] },
  discardDeadLetters: { ids: [1], confirm: 'soc-eu' },
  startReplay: { from: time, to: time },
  checkCommand: { command: 'open-windows', input: {} },
  runCommand: { command: 'open-windows', input: {}, confirm: 'soc-eu' },
};

const routes = Object.entries<ApiRoute>(apiRoutes);
const names = { id: 'soc-eu', call: '17', file: 'log.txt' } as const;
const pathOf = ({ path }: ApiRoute) =>
  `/api/v1${path.replaceAll(/\{(id|call|file)\}/g, (_, part: keyof typeof names) => names[part])}`;

describe.for(routes)('%s', ([name, route]) => {
  const asked = { method: route.method, body: bodies[name] };
  const path = pathOf(route);

  test.for(roles)('as %s', async (role) => {
    const answer = await served.open(path, { ...asked, as: role });
    const may = route.role === undefined || includesRole(role, route.role);
    expect(answer.statusCode).toBe(may ? (route.status ?? 200) : 403);
    const type = !may || route.as === undefined ? 'application/json' : route.as;
    expect(answer.headers['content-type'] ?? 'application/json').toContain(type);
    answer.destroy();
  });

  test('as nobody', async () => {
    const answer = await served.open(path, asked);
    expect(answer.statusCode).toBe(route.role === undefined ? 200 : 401);
    answer.destroy();
  });
});

const isParsed = ({ as, answer }: ApiRoute) =>
  answer && as !== 'text/event-stream' && as !== 'application/octet-stream';

test.for(routes.filter(([, route]) => isParsed(route)))('%s answers what its schema says', async ([name, route]) => {
  const { body } = await served.ask(pathOf(route), { method: route.method, body: bodies[name], as: 'admin' });
  const parts = route.as === 'application/x-ndjson' ? body.trim().split('\n') : [body];
  const values: unknown[] = route.as === 'text/csv' ? parts : parts.map((part) => JSON.parse(part) as unknown);
  for (const value of values) expect(route.answer?.safeParse(value).error).toBeUndefined();
  expect(values).not.toHaveLength(0);
});

test.for(routes.filter(([, { body }]) => body))(
  '%s takes nothing it does not know, and says where',
  async ([name, route]) => {
    const body = { ...(bodies[name] as object), isAdmin: true };
    const answer = await served.ask(pathOf(route), { method: route.method, as: 'admin', body });
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({ fields: [{ path: 'isAdmin', errors: ['is not known'], warnings: [] }] });
  },
);

const everyPath = [...new Set(routes.map(([, route]) => pathOf(route)))];

test.for(everyPath)('%s with another method is there for whoever is signed in only', async (path) => {
  const known = routes.filter(([, route]) => pathOf(route) === path).map(([, { method }]) => method);
  const method = ['GET', 'POST', 'PUT', 'DELETE'].find((one) => !known.some((other) => other === one));
  const asked = { ...(method !== undefined && { method }) };
  expect(await served.ask(path, { ...asked, as: 'viewer' })).toMatchObject({
    status: 405,
    headers: { allow: known.join(', ') },
  });
  expect((await served.ask(path, asked)).status).toBe(401);
});

test.for([
  '/api/',
  '/api/v1',
  '/api/v1/',
  '/api/v2/status',
  '/api/v1/nothing',
  '/api/v1/status/',
  '/api/v1//status',
  '/api//v1/status',
  '/api/v1/%73tatus',
  '/api/v1/./status',
  '/api/v1/x/../status',
  '/api/v1/x/%2e%2e/status',
  '/api/v1/x%5c..%5cstatus',
  '/api/v1/STATUS',
  '/api/v1/status;a',
  '/api/v1/status%00',
  '/api/v1/connectors/',
  '/api/v1/connectors/soc%2deu',
  '/api/v1/connectors/SOC',
  '/api/v1/connectors/..%2fstatus',
  '/api/v1/connectors/__proto__/gaps',
  `/api/v1/connectors/${'a'.repeat(65)}`,
  '/api/v1/connectors/soc-eu/gaps/x',
  '/api/v1/connectors/soc-eu/calls/a.b',
  '/api/v1/connectors/soc-eu/calls/17/files',
  '/api/v1/connectors/soc-eu/calls/17/files/%2e%2e%2flog.txt',
  '/api/v1/connectors/soc-eu/calls/17/files/a%00',
  `/api/v1/connectors/soc-eu/calls/17/files/${'a'.repeat(129)}`,
])('%s is not there, which only those who are signed in are told', async (path) => {
  expect(await served.ask(path, { as: 'viewer' })).toMatchObject({ status: 404, body: '{"error":"not found"}' });
  const unknown = await served.ask(path);
  const known = await served.ask('/api/v1/status');
  expect({ status: unknown.status, body: unknown.body }).toEqual({ status: 401, body: known.body });
  expect(Object.keys(unknown.headers)).toEqual(Object.keys(known.headers));
});

test('the policy headers are on every kind of answer, and nothing that tells what runs here', async () => {
  const post = { method: 'POST', as: 'admin' } as const;
  const answers = await Promise.all([
    served.ask('/api/v1/status', { as: 'viewer' }),
    served.ask('/api/v1/status'),
    served.ask('/api/v1/nothing', { as: 'viewer' }),
    served.ask('/api/v1/status', { ...post }),
    served.ask('/api/v1/connectors', { ...post, as: 'viewer', body: form }),
    served.ask('/api/v1/connectors', { ...post, body: '{' }),
    served.ask('/api/v1/connectors', { ...post, body: {} }),
    served.ask('/api/v1/connectors', { ...post, headers: { 'content-type': 'text/plain' } }),
    served.ask('/api/v1/connectors', { ...post, headers: { host: 'evil.test' } }),
    served.ask('/api/v1/connectors', { ...post, body: 'x'.repeat(65_537) }),
    served.ask('/api/v1/connectors/soc-eu/pause', post),
  ]);
  expect(answers.map(({ status }) => status)).toEqual([200, 401, 404, 405, 403, 400, 422, 403, 421, 413, 204]);
  for (const { headers, body } of answers) {
    expect(headers).toMatchObject(policyHeaders);
    const names = Object.keys(headers).filter((name) => /server|powered|via|access-control|set-cookie/.test(name));
    expect(names).toEqual([]);
    expect(body).not.toMatch(/hono|node|\bat \S+:\d+/i);
  }
});

test('a role that is missing is named, and nothing is done', async () => {
  const answer = await served.ask('/api/v1/connectors', { method: 'POST', as: 'operator', body: form });
  expect(answer.json()).toEqual({ error: 'this takes the role admin; a operator is operator' });
});
