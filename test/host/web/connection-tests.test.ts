import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { afterEach, describe, expect, test } from 'vitest';
import type { TestEvent } from '../../../src/api/connector-form.ts';
import { ConnectorError } from '../../../src/contract/index.ts';
import { ConsoleProblem } from '../../../src/host/console/console-problem.ts';
import type { Console } from '../../../src/host/console/console.ts';
import { madeUpConsole } from './made-up-console.ts';
import { type Asked, serveConsole, type ServedConsole, tokens } from './served-console.ts';

let served: ServedConsole;
afterEach(async () => served.close());

const form = { name: 'SOC', sources: ['xdr-incidents'], settings: {} };
const asked: Asked = { method: 'POST', as: 'admin', body: form };
const stage = { stage: 'dns', status: 'ok', ms: 1, message: 'resolved' } as const;

async function serve(changes: Partial<Console> = {}): Promise<void> {
  served = await serveConsole({ console: madeUpConsole(changes) });
}

describe('a connection test', () => {
  test('tells each stage as it ends', async () => {
    const goOn = Promise.withResolvers<void>();
    await serve({
      async *test() {
        yield { stage, source: 'a' };
        await goOn.promise;
        yield { stage: { ...stage, stage: 'tcp' }, source: 'a' };
      },
    });
    const answer = await served.open('/api/v1/test', asked);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' });
    answer.setEncoding('utf8');
    const [first] = (await once(answer, 'data')) as [string];
    expect(JSON.parse(first)).toEqual({ stage, source: 'a' });
    const rest = text(answer);
    goOn.resolve();
    expect(await rest).toMatch(/^\{.*"tcp".*\}\n$/);
  });

  describe.for(['/api/v1/test', '/api/v1/connectors/soc-eu/test'])('stops: %s', (path) => {
    const body = path === '/api/v1/test' ? form : undefined;

    /** One that goes on until it is stopped; resolves then. */
    async function serveEndless(): Promise<{ readonly stopped: Promise<void> }> {
      const { promise: stopped, resolve } = Promise.withResolvers<void>();
      async function* endless(signal: AbortSignal): AsyncGenerator<TestEvent> {
        yield { stage, source: 'a' };
        await once(signal, 'abort');
        resolve();
      }
      await serve({
        test: (_form, _actor, signal) => endless(signal),
        testConnector: (_id, _actor, signal) => endless(signal),
      });
      return { stopped };
    }

    test('when whoever asked has gone', async () => {
      const { stopped } = await serveEndless();
      const answer = await served.open(path, { ...asked, body });
      await once(answer, 'data');
      answer.on('error', () => {}).destroy();
      await expect(stopped).resolves.toBeUndefined();
    });

    test('when whoever asked has signed out', async () => {
      const { stopped } = await serveEndless();
      const cookie = await served.signIn(tokens.admin.reveal());
      const answer = await served.open(path, { method: 'POST', body, cookie });
      const rest = text(answer);
      await served.ask('/api/v1/session', { method: 'DELETE', cookie });
      await served.clock.advance(1000);
      await expect(stopped).resolves.toBeUndefined();
      expect((await rest).trim().split('\n')).toHaveLength(1);
    });
  });

  test('stops when the console closes', async () => {
    let aborted = false;
    await serve({
      async *test(_form, _actor, signal) {
        yield { stage, source: 'a' };
        await new Promise<void>((resolve) => {
          signal.addEventListener('abort', () => resolve());
        });
        aborted = true;
      },
    });
    const answer = await served.open('/api/v1/test', asked);
    answer.on('error', () => {}).resume();
    await served.web.close();
    expect(aborted).toBe(true);
  });

  test('that cannot begin says why', async () => {
    await serve({
      // oxlint-disable-next-line require-yield
      async *test() {
        throw new ConsoleProblem(422, { error: 'the key is needed again', code: 'CFG-001', remedy: 'Enter it.' });
      },
    });
    expect(await served.ask('/api/v1/test', asked)).toMatchObject({
      status: 422,
      body: '{"error":"the key is needed again","code":"CFG-001","remedy":"Enter it."}',
    });
  });

  test('that breaks off ends without a result, and the log has why', async () => {
    await serve({
      async *test() {
        yield { stage, source: 'a' };
        await setImmediate();
        throw new Error('a bug');
      },
    });
    const answer = await served.ask('/api/v1/test', asked);
    expect(answer).toMatchObject({ status: 200, body: `${JSON.stringify({ stage, source: 'a' })}\n` });
    expect(served.lines.map(({ event }) => event)).toEqual(['a stream of the console broke off']);
  });

  test('is made five times a minute for each credential, of forms and connectors together', async () => {
    await serve();
    const statuses = [];
    for (const path of ['test', 'connectors/soc-eu/test', 'test', 'test', 'connectors/soc-us/test', 'test']) {
      const body = path === 'test' ? form : undefined;
      statuses.push((await served.ask(`/api/v1/${path}`, { ...asked, body })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200, 429]);
    const other = { method: 'POST', as: 'operator' } as const;
    expect((await served.ask('/api/v1/connectors/soc-eu/test', other)).status).toBe(200);
    await served.clock.advance(59_000);
    expect(await served.ask('/api/v1/test', asked)).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    await served.clock.advance(1000);
    expect((await served.ask('/api/v1/test', asked)).status).toBe(200);
  });
});

describe('what a console cannot do', () => {
  test('is answered as it says', async () => {
    const difference = [{ path: 'name', theirs: 'a', yours: 'b' }];
    await serve({
      pause: () => Promise.reject(new ConsoleProblem(409, { error: 'another edit came first', difference })),
    });
    const answer = await served.ask('/api/v1/connectors/soc-eu/pause', { method: 'POST', as: 'operator' });
    expect({ status: answer.status, body: answer.json() }).toEqual({
      status: 409,
      body: { error: 'another edit came first', difference },
    });
  });

  test('for its state is 503, with code and remedy', async () => {
    const error = new ConnectorError('state', 'the disk is full', { code: 'DISK-702', remedy: 'Make room.' });
    await serve({ timeline: () => Promise.reject(error) });
    const answer = await served.ask('/api/v1/connectors/soc-eu/timeline', { as: 'viewer' });
    expect({ status: answer.status, body: answer.json() }).toEqual({
      status: 503,
      body: { error: 'the disk is full', code: 'DISK-702', remedy: 'Make room.' },
    });
  });

  test('and nobody expected tells nothing but the number of its line in the log', async () => {
    await serve({ gaps: () => Promise.reject(new Error('CANARY in /var/lib/secret')) });
    const answer = await served.ask('/api/v1/connectors/soc-eu/gaps', { as: 'viewer' });
    expect(answer.json()).toEqual({ error: 'internal error', id: expect.stringMatching(/^\w{12}$/) as unknown });
    expect(answer.status).toBe(500);
    const { id } = answer.json() as { id: string };
    expect(served.lines).toMatchObject([{ fields: { id, path: '/api/v1/connectors/soc-eu/gaps' } }]);
  });
});

test('an edit carries what was read, and is answered with what to carry next', async () => {
  const carried: (string | undefined)[] = [];
  const real = madeUpConsole();
  await serve({
    update(...edit) {
      carried.push(edit[2]);
      return real.update(...edit);
    },
  });
  const path = '/api/v1/connectors/soc-eu';
  expect((await served.ask(path, { as: 'viewer' })).headers.etag).toBe('"7"');
  const edit: Asked = { method: 'PUT', as: 'admin', body: form };
  expect((await served.ask(path, { ...edit, headers: { 'if-match': '"7"' } })).headers.etag).toBe('"7"');
  await served.ask(path, edit);
  expect(carried).toEqual(['"7"', undefined]);
});

test('the timeline knows who did it', async () => {
  const actors: string[] = [];
  await serve({ resume: async (_id, actor) => void actors.push(actor) });
  await served.ask('/api/v1/connectors/soc-eu/resume', { method: 'POST', as: 'operator' });
  await served.ask('/api/v1/connectors/soc-eu/resume', { method: 'POST', as: 'admin' });
  expect(actors).toEqual(['a operator', 'a admin']);
});
