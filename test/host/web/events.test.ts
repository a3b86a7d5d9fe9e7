import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { type ConnectorOverview, type OverviewChange, overviewChangeSchema } from '../../../src/api/overview.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { createEventReader } from './event-reader.ts';
import { madeUpConsole, overviewOf, overviewRow } from './made-up-console.ts';
import { serveConsole, type ServedConsole, tokens } from './served-console.ts';

let served: ServedConsole;
let rows: ConnectorOverview[];
let looks: number;
let failing: boolean;
afterEach(async () => served.close());

async function serve(): Promise<void> {
  rows = [overviewRow(), overviewRow({ id: 'soc-us' })];
  looks = 0;
  failing = false;
  const overview = () => {
    looks += 1;
    if (failing) throw new Error('broken');
    return overviewOf(rows, { at: new Date(served.clock.now()).toISOString() });
  };
  served = await serveConsole({ console: madeUpConsole({ overview }) });
}

async function follow(asked: Parameters<ServedConsole['open']>[1] = { as: 'viewer' }) {
  return createEventReader(await served.open('/api/v1/events', asked));
}

const change = (event: string): OverviewChange =>
  overviewChangeSchema.parse(
    JSON.parse(
      event
        .split('\n')
        .find((line) => line.startsWith('data: '))
        ?.slice(6) ?? '',
    ),
  );

/** A machine that is busy takes its time to see that somebody has left. */
const patient = { timeout: 20_000 };

/** One second, once everybody waits for it. */
async function second(): Promise<void> {
  await served.clock.untilSleeping();
  await served.clock.advance(1000);
}

describe('the stream of status changes', () => {
  test('begins with everything, and goes on with what changed', async () => {
    await serve();
    const events = await follow();
    expect(change(await events.next())).toMatchObject({ whole: true, connectors: rows, removed: [] });
    rows = [overviewRow(), overviewRow({ id: 'soc-us', status: 'Retrying' }), overviewRow({ id: 'new' })];
    await second();
    const next = change(await events.next());
    expect(next).toMatchObject({ whole: false, removed: [] });
    expect(next.connectors.map(({ id, status }) => [id, status])).toEqual([
      ['soc-us', 'Retrying'],
      ['new', 'Active'],
    ]);
    rows = [overviewRow()];
    await second();
    expect(change(await events.next())).toMatchObject({ connectors: [], removed: ['soc-us', 'new'] });
  });

  test('says nothing while nothing changes, but that it is there', async () => {
    await serve();
    const events = await follow();
    await events.next();
    for (let passed = 0; passed < 15; passed++) await second();
    const beat = await events.next();
    expect(beat).toMatch(/^: heartbeat\ndata: /);
    expect(change(beat)).toMatchObject({ whole: false, connectors: [], removed: [] });
    expect(events.waiting()).toBe(0);
    rows = [overviewRow({ status: 'Retrying' }), overviewRow({ id: 'soc-us' })];
    await second();
    expect(change(await events.next()).connectors).toEqual([rows[0]]);
  });

  test('begins with what is there now, for whoever comes later', async () => {
    await serve();
    const first = await follow();
    await first.next();
    rows = [overviewRow({ status: 'Retrying' })];
    await second();
    await first.next();
    expect(change(await (await follow()).next())).toMatchObject({ whole: true, connectors: rows });
  });

  test('is one line a field, whatever a connector is called', async () => {
    await serve();
    rows = [overviewRow({ name: 'a\r\n\r\nevent: x\ndata: {}\u2028\u2029\0\uFEFF' })];
    const events = await follow();
    const event = await events.next();
    expect(event.split('\n')).toHaveLength(2);
    expect(change(event).connectors[0]?.name).toBe(rows[0]?.name);
  });

  test('looks once a second, however many listen, and never while nobody does', async () => {
    await serve();
    const all = await Promise.all(Array.from({ length: 8 }, async () => follow()));
    await Promise.all(all.map(async (events) => events.next()));
    expect(looks).toBe(1);
    for (let passed = 0; passed < 5; passed++) await second();
    expect(looks).toBe(6);
    for (const events of all) events.leave();
    await expect
      .poll(async () => {
        await served.clock.advance(1000);
        return served.clock.sleeping();
      }, patient)
      .toBe(0);
    const before = looks;
    await served.clock.advance(60_000);
    expect(looks).toBe(before);
    expect(change(await (await follow()).next())).toMatchObject({ whole: true });
  });

  test('is closed to the ninth of a session, until one of the others ends', async () => {
    await serve();
    const cookie = await served.signIn(tokens.viewer.reveal());
    const all = await Promise.all(Array.from({ length: 8 }, async () => follow({ cookie })));
    expect((await served.ask('/api/v1/events', { cookie })).status).toBe(429);
    const other = await follow({ cookie: await served.signIn(tokens.viewer.reveal()) });
    expect(other.answer.statusCode).toBe(200);
    all[0]?.leave();
    await expect
      .poll(async () => {
        await served.clock.advance(1000);
        const next = await served.open('/api/v1/events', { cookie });
        next.destroy();
        return next.statusCode;
      }, patient)
      .toBe(200);
  });

  test('leaves half the connections to whoever asks for something, however many have signed in', async () => {
    const names = Array.from({ length: 17 }, (_, n) => `token-of-program-${n}`);
    const access = names.map((name) => ({ name, role: 'viewer' as const, token: new Secret(name) }));
    served = await serveConsole({ access });
    const asked = (name: string) => ({ headers: { authorization: `Bearer ${name}` } });
    const answers = await Promise.all(
      names.slice(0, 16).flatMap((name) => Array.from({ length: 8 }, async () => follow(asked(name)))),
    );
    expect(new Set(answers.map(({ answer }) => answer.statusCode))).toEqual(new Set([200]));
    expect((await served.ask('/api/v1/events', asked(names[16] ?? ''))).status).toBe(429);
    expect((await served.ask('/healthz')).status).toBe(200);
  });

  test('of whoever has left takes no place, long before there is something to tell them', async () => {
    await serve();
    const cookie = await served.signIn(tokens.viewer.reveal());
    const all = await Promise.all(Array.from({ length: 8 }, async () => follow({ cookie })));
    await Promise.all(all.map(async (events) => events.next()));
    for (const events of all) events.leave();
    let again = 0;
    for (let passed = 0; passed < 5 && again !== 200; passed++) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      await second();
      const next = await served.open('/api/v1/events', { cookie });
      next.destroy();
      again = next.statusCode ?? 0;
    }
    expect(again).toBe(200);
  });

  test('ends within a second when its session does', async () => {
    await serve();
    const cookie = await served.signIn(tokens.viewer.reveal());
    const events = await follow({ cookie });
    await events.next();
    await served.ask('/api/v1/session', { method: 'DELETE', cookie });
    await second();
    expect(await events.ended()).toBe(true);
  });

  test('keeps a session in use, up to its 12 hours', async () => {
    await serve();
    const cookie = await served.signIn(tokens.viewer.reveal());
    const events = await follow({ cookie });
    await events.next();
    for (let passed = 0; passed < 12 * 60 - 1; passed++) {
      await served.clock.untilSleeping();
      await served.clock.advance(60_000);
    }
    expect((await served.ask('/api/v1/session', { cookie })).status).toBe(200);
    await served.clock.advance(60_000);
    expect(await events.ended()).toBe(true);
    expect((await served.ask('/api/v1/session', { cookie })).status).toBe(401);
  });

  test('ends when the console closes, at once', async () => {
    await serve();
    const events = await follow();
    await events.next();
    const begunMs = performance.now();
    await served.web.close();
    // Node alone would wait for its 5 s of patience with a connection.
    expect(performance.now() - begunMs).toBeLessThan(4000);
    expect(await events.ended()).toBe(true);
  });

  test('ends when the status cannot be told, which is logged once, and comes back', async () => {
    await serve();
    const [one, other] = [await follow(), await follow()];
    failing = true;
    await second();
    expect([await one.ended(), await other.ended()]).toEqual([true, true]);
    expect(served.lines.map(({ event }) => event)).toEqual(['the stream of status changes broke off']);
    expect((await served.ask('/api/v1/events', { as: 'viewer' })).status).toBe(500);
    failing = false;
    expect(change(await (await follow()).next())).toMatchObject({ whole: true });
  });

  test('is no stream that a proxy collects or anybody keeps', async () => {
    await serve();
    const { answer } = await follow();
    expect(answer.headers).toMatchObject({
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    } satisfies Partial<IncomingMessage['headers']>);
  });

  test('skips what has been replaced, for whoever reads slowly', async () => {
    await serve();
    const long = 'x'.repeat(60_000);
    const many = (round: number) =>
      Array.from({ length: 40 }, (_, n) => overviewRow({ id: `c-${n}`, reason: `${long}${round}` }));
    rows = many(0);
    const events = await follow();
    events.answer.pause();
    for (let round = 1; round <= 20; round++) {
      rows = many(round);
      await second();
    }
    events.answer.resume();
    const seen = new Set<string>();
    for (let last = ''; !last.endsWith('x20');) {
      last = change(await events.next()).connectors[0]?.reason ?? '';
      seen.add(last);
      await second();
    }
    expect(seen.size).toBeLessThan(15);
  });
});
