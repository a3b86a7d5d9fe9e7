import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { ConsoleProblem } from '../../../src/host/console/console-problem.ts';
import type { Console } from '../../../src/host/console/console.ts';
import { policyHeaders } from '../../../src/host/web/policy-headers.ts';
import { madeUpCall, madeUpConsole } from './made-up-console.ts';
import { type Asked, serveConsole, type ServedConsole, tokens } from './served-console.ts';

let served: ServedConsole;
afterEach(async () => served.close());

const calls = '/api/v1/connectors/soc-eu/calls';
const run: Asked = { method: 'POST', as: 'operator', body: { command: 'open-windows', input: {}, confirm: 'soc-eu' } };

async function serve(changes: Partial<Console> = {}): Promise<void> {
  served = await serveConsole({ console: madeUpConsole(changes) });
}

describe('running a command', () => {
  test('tells that it has begun, how far it is, and what came of it', async () => {
    const goOn = Promise.withResolvers<void>();
    await serve({
      async *runCommand() {
        yield { started: { call: '17', summary: 'Open 1 window' } };
        await goOn.promise;
        yield { progress: { message: 'The attic' } };
        yield { ended: madeUpCall };
      },
    });
    const answer = await served.open(calls, run);
    expect(answer.headers).toMatchObject({ 'content-type': 'application/x-ndjson', 'x-accel-buffering': 'no' });
    answer.setEncoding('utf8');
    const [first] = (await once(answer, 'data')) as [string];
    expect(JSON.parse(first)).toEqual({ started: { call: '17', summary: 'Open 1 window' } });
    const rest = text(answer);
    goOn.resolve();
    const lines = (await rest).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      { progress: { message: 'The attic' } },
      { ended: madeUpCall },
    ]);
  });

  test('is done in the name of whoever asked', async () => {
    const asked: unknown[] = [];
    const real = madeUpConsole();
    await serve({
      runCommand(id, body, actor, signal) {
        asked.push([id, body, actor]);
        return real.runCommand(id, body, actor, signal);
      },
    });
    await served.ask(calls, run);
    expect(asked).toEqual([['soc-eu', run.body, 'a operator']]);
  });

  test.for([
    [403, 'not allowed'],
    [409, 'it cannot be configured'],
    [422, 'has not been confirmed'],
  ] as const)('that is refused is answered with %s and what to do', async ([status, error]) => {
    await serve({
      // oxlint-disable-next-line require-yield
      async *runCommand() {
        throw new ConsoleProblem(status, { error, remedy: 'Do this.' });
      },
    });
    const answer = await served.ask(calls, run);
    expect({ status: answer.status, body: answer.json() }).toEqual({ status, body: { error, remedy: 'Do this.' } });
  });

  test('whose input is no object is refused in words', async () => {
    await serve();
    const answer = await served.ask(calls, { ...run, body: { command: 'open-windows', input: ['attic'] } });
    const says = 'must be an object: each parameter by its name';
    expect({ status: answer.status, body: answer.json() }).toEqual({
      status: 422,
      body: { error: `input: ${says}`, fields: [{ path: 'input', errors: [says], warnings: [] }] },
    });
  });

  test('is made twenty times a minute for each credential', async () => {
    await serve();
    const statuses: number[] = [];
    for (let count = 0; count < 21; count += 1) statuses.push((await served.ask(calls, run)).status);
    expect(statuses).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
    expect((await served.ask(calls, { ...run, as: 'admin' })).status).toBe(200);
    expect(await served.ask(calls, run)).toMatchObject({ status: 429, headers: { 'retry-after': '60' } });
    await served.clock.advance(60_000);
    expect((await served.ask(calls, run)).status).toBe(200);
  });
});

test.for([
  ['what came of it', () => [{ ended: madeUpCall }]],
  ['nothing more', () => []],
  ['that it was interrupted', (signal: AbortSignal) => (signal.throwIfAborted(), [])],
] as const)('whoever leaves in the middle of a run is no error, though there is told: %s', async ([, rest]) => {
  const over = Promise.withResolvers<void>();
  await serve({
    async *runCommand(_id, _run, _actor, signal) {
      yield { started: { call: '17', summary: 'Open 1 window' } };
      await once(signal, 'abort');
      try {
        yield* rest(signal);
      } finally {
        over.resolve();
      }
    },
  });
  const answer = await served.open(calls, run);
  await once(answer, 'data');
  answer.destroy();
  await over.promise;
  await served.ask('/healthz');
  expect(served.lines.filter(({ event }) => event.includes('broke off'))).toEqual([]);
});

test('what goes wrong with a run is logged, though nobody listens any more', async () => {
  await serve({
    async *runCommand(_id, _run, _actor, signal) {
      yield { started: { call: '17', summary: 'Open 1 window' } };
      await once(signal, 'abort');
      throw new Error('a hinge is missing');
    },
  });
  const answer = await served.open(calls, run);
  await once(answer, 'data');
  answer.destroy();
  await expect.poll(() => served.lines.map(({ event }) => event)).toContain('a stream of the console broke off');
});

describe('a run that is turned away', () => {
  const refuse = async (status: 403 | 404 | 422 | 429) =>
    serve({
      // oxlint-disable-next-line require-yield
      async *runCommand() {
        throw new ConsoleProblem(status, { error: 'no' });
      },
    });
  const often = async () => {
    const statuses = new Set<number>();
    for (let count = 0; count < 25; count += 1) statuses.add((await served.ask(calls, run)).status);
    return [...statuses];
  };

  test.for([404, 422, 429] as const)('before it began, with %s, is none of the twenty a minute', async (status) => {
    await refuse(status);
    expect(await often()).toEqual([status]);
    expect(await served.ask(calls, run)).not.toHaveProperty('headers.retry-after');
  });

  test('because it is not allowed is one of them: it is recorded and delivered', async () => {
    await refuse(403);
    expect(await often()).toEqual([403, 429]);
  });
});

describe('whoever signs out', () => {
  const endless = () => {
    const signals: AbortSignal[] = [];
    const runCommand: Console['runCommand'] = async function* (_id, _run, _actor, signal) {
      signals.push(signal);
      yield { started: { call: '17', summary: 'Open 1 window' } };
      // What changes something is seen through, whoever listens.
      await new Promise(() => {});
    };
    return { signals, runCommand };
  };

  test('hears nothing more of a run within a second, and it is told that nobody listens', async () => {
    const { signals, runCommand } = endless();
    await serve({ runCommand });
    const cookie = await served.signIn(tokens.operator.reveal());
    const { as: _, ...asked } = run;
    const answer = await served.open(calls, { ...asked, cookie });
    const rest = text(answer);
    expect((await served.ask('/api/v1/session', { method: 'DELETE', cookie })).status).toBe(204);
    await served.clock.advance(1000);
    expect(await rest).toBe(`${JSON.stringify({ started: { call: '17', summary: 'Open 1 window' } })}\n`);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('gets no more of a download', async () => {
    async function* endless() {
      yield Buffer.from('half');
      await new Promise(() => {});
    }
    await serve({ callFile: async (_id, _call, name) => ({ name, bytes: 8, content: endless() }) });
    const cookie = await served.signIn(tokens.operator.reveal());
    const answer = await served.open(`${calls}/17/files/log.txt`, { cookie });
    const whole = text(answer);
    await served.ask('/api/v1/session', { method: 'DELETE', cookie });
    await served.clock.advance(1000);
    await expect(whole).rejects.toThrow('aborted');
  });

  test('ends nothing of what somebody else listens to', async () => {
    const { signals, runCommand } = endless();
    await serve({ runCommand });
    const cookie = await served.signIn(tokens.operator.reveal());
    const answer = await served.open(calls, run);
    await once(answer, 'data');
    await served.ask('/api/v1/session', { method: 'DELETE', cookie });
    await served.clock.advance(60_000);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    answer.destroy();
    await expect.poll(() => signals[0]?.aborted).toBe(true);
  });
});

test('a run is stopped in the name of whoever asks', async () => {
  const asked: unknown[] = [];
  await serve({ stopCall: async (...stopped) => void asked.push(stopped) });
  expect((await served.ask(`${calls}/Aa17/stop`, { method: 'POST', as: 'viewer' })).status).toBe(403);
  expect((await served.ask(`${calls}/Aa17/stop`, { method: 'POST', as: 'operator' })).status).toBe(204);
  expect(asked).toEqual([['soc-eu', 'Aa17', 'a operator']]);
});

describe('the history', () => {
  test('comes in pages', async () => {
    const asked: unknown[] = [];
    await serve({ calls: async (...page) => (asked.push(page), { calls: [], next: null }) });
    expect((await served.ask(`${calls}?after=17&limit=5`, { as: 'operator' })).status).toBe(200);
    expect((await served.ask(`${calls}?limit=201`, { as: 'operator' })).status).toBe(400);
    expect(asked).toEqual([['soc-eu', { after: 17, limit: 5 }]]);
  });
});

describe('a download', () => {
  test('is saved, never shown or run', async () => {
    await serve();
    const answer = await served.ask(`${calls}/17/files/log.txt`, { as: 'operator' });
    expect(answer).toMatchObject({ status: 200, body: 'a reading' });
    expect(answer.headers).toMatchObject({
      ...policyHeaders,
      'content-type': 'application/octet-stream',
      'content-disposition': 'attachment; filename="log.txt"',
      'content-length': '9',
    });
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  test('that cannot be read to its end is seen to be short', async () => {
    async function* broken() {
      yield Buffer.from('half');
      throw new Error('the disk is gone');
    }
    await serve({ callFile: async (_id, _call, name) => ({ name, bytes: 8, content: broken() }) });
    const answer = await served.open(`${calls}/17/files/log.txt`, { as: 'operator' });
    await expect(text(answer)).rejects.toThrow('aborted');
  });
});
