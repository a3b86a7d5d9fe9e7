import { afterEach, expect, test } from 'vitest';
import type { ApiRoute } from '../../../src/api/api-route.ts';
import { type ApiRouteName, apiRoutes } from '../../../src/api/routes.ts';
import { type OverviewChange, overviewChangeSchema } from '../../../src/api/overview.ts';
import { systemClock } from '../../../src/host/system-tools.ts';
import { canary } from '../../cli/workplace.ts';
import { type ConsoleBench, consoleBench } from '../console/console-bench.ts';
import { createEventReader } from './event-reader.ts';
import { type Asked, serveConsole, type ServedConsole, tokens } from './served-console.ts';

let bench: ConsoleBench;
let served: ServedConsole;
let said: string[];
afterEach(async () => served.close());

async function start(): Promise<void> {
  bench = await consoleBench();
  said = [];
  served = await serveConsole({ console: bench.console, status: () => bench.host.status(), clock: systemClock() });
}

/** Calls a route as a program; its answer, which has to have the shape the table says. */
async function call(
  name: ApiRouteName,
  { id = 'soc', ...asked }: Asked & { readonly id?: string } = {},
): Promise<unknown> {
  const route: ApiRoute = apiRoutes[name];
  const path = `/api/v1${route.path.replace('{id}', id)}`;
  const { status, body } = await served.ask(path, { as: 'admin', method: route.method, ...asked });
  said.push(body);
  expect({ name, status, body }).toMatchObject({ status: route.status ?? 200 });
  if (route.as === 'text/csv' || route.answer === undefined) return body;
  const lines = route.as === 'application/x-ndjson' ? body.trim().split('\n') : [body];
  const values = lines.map((line) => JSON.parse(line) as unknown);
  for (const value of values) route.answer.parse(value);
  return route.as === 'application/x-ndjson' ? values : values[0];
}

/** Waits for a status word of the connector `soc` in the stream. */
async function untilStatus(events: ReturnType<typeof createEventReader>, word: string): Promise<void> {
  for (;;) {
    const event = await events.next();
    said.push(event);
    const [, data = ''] = /^data: (.*)$/m.exec(event) ?? [];
    const { connectors }: OverviewChange = overviewChangeSchema.parse(JSON.parse(data));
    if (connectors.some(({ id, status }) => id === 'soc' && status === word)) return;
  }
}

test('all that is done with a connector can be done over HTTP, and no answer holds its key', async () => {
  await start();
  const events = createEventReader(await served.open('/api/v1/events', { as: 'viewer' }));
  const form = bench.form();
  await call('info');
  expect(await call('check', { body: form })).toMatchObject({ ok: true });
  const tested = await call('test', { body: form });
  expect(tested).toMatchObject({ length: expect.any(Number) as unknown });
  expect(JSON.stringify(tested)).toContain('Connection successful');
  await call('createConnectors', { body: form });
  await untilStatus(events, 'Active');

  const { etag } = (await call('connector')) as { etag: string };
  const renamed = { ...form, name: 'SOC renamed', settings: { ...form.settings, api_key: '' } };
  const path = '/api/v1/connectors/soc';
  const edit: Asked = { as: 'admin', method: 'PUT', body: renamed };
  expect((await served.ask(path, edit)).status).toBe(428);
  await call('updateConnector', { body: renamed, headers: { 'if-match': etag } });
  const late = await served.ask(path, { ...edit, body: form, headers: { 'if-match': etag } });
  said.push(late.body);
  expect(late.status).toBe(409);

  for (const name of ['status', 'statusCsv', 'connectors', 'openapi', 'testConnector', 'poll'] as const)
    await call(name);
  await call('pause');
  await untilStatus(events, 'Paused');
  await call('moveCheckpoint', { body: { to: '2026-01-01T00:00:00Z', confirm: 'soc' } });
  for (const name of ['checkpoint', 'records', 'deadLetters', 'gaps', 'timeline', 'replay'] as const) await call(name);
  await call('cloneConnector', { body: { name: 'SOC two' } });
  await call('resume');
  await untilStatus(events, 'Active');
  await call('pause');
  await call('removeConnector', { body: { confirm: 'soc' } });
  expect((await served.ask(path, { as: 'viewer' })).status).toBe(404);
  events.leave();

  const everything = said.join('\n') + JSON.stringify(served.lines);
  const key = Buffer.from(canary.key);
  for (const text of [canary.key, key.toString('base64'), key.toString('hex')]) expect(everything).not.toContain(text);
  for (const token of Object.values(tokens)) expect(everything).not.toContain(token.reveal());
});

test('what a viewer sees of it is who did what', async () => {
  await start();
  await call('createConnectors', { body: bench.form() });
  await call('pause', { as: 'operator' });
  const { entries } = (await call('timeline', { as: 'viewer' })) as { entries: { actor: string | null }[] };
  expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set(['a operator', 'a admin']));
});
