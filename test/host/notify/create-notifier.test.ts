import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { NotifyChannel } from '../../../src/host/config/configuration.ts';
import { createNotifier, type Notifier, type NotifierParts } from '../../../src/host/notify/create-notifier.ts';
import type { Topic } from '../../../src/host/notify/notice.ts';
import { createVirtualClock, testTools, type VirtualClock } from '../../../src/testing/index.ts';
import { type LoopbackServer, startLoopbackServer } from '../../../src/testing/loopback-server.ts';
import { createRedactor } from '../../../src/shared/redact.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { refusedKey, reportOf, startMs } from './report-of.ts';

const password = 'mail-pass-4711';
let clock: VirtualClock;
let server: LoopbackServer;
let answers: number[];
let received: { path: string | undefined; authorization: string | undefined; body: Record<string, unknown> }[];
let told: Map<string, readonly Topic[]>;
let outcomes: string[];
let notifier: Notifier | undefined;

beforeEach(async () => {
  clock = createVirtualClock(startMs);
  [answers, received, told, outcomes] = [[], [], new Map(), []];
  server = await startLoopbackServer(async (request, response) => {
    const body = JSON.parse(await text(request)) as Record<string, unknown>;
    received.push({ path: request.url, authorization: request.headers.authorization, body });
    response.writeHead(answers.shift() ?? 200).end('a body nobody wants');
  });
});
afterEach(async () => {
  await notifier?.close();
  await server.close();
});

const webhook = (): NotifyChannel => ({
  kind: 'webhook',
  url: new Secret(`${server.url}/hooks/very-secret?a=1`),
  headers: { authorization: new Secret('Bearer abc') },
});

function open(channels: readonly NotifyChannel[], overrides: Partial<NotifierParts> = {}): Notifier {
  notifier = createNotifier({
    channels,
    memory: { read: async () => told, write: async (id, topics) => void told.set(id, topics) },
    factsOf: () => ({ retentionMs: undefined, expires: undefined }),
    onTold: ({ topic, change }, { failure }) => void outcomes.push(`${topic} ${change} ${failure ?? 'sent'}`),
    redact: (given) => given,
    tools: testTools({ clock }),
    ...overrides,
  });
  return notifier;
}

async function until(done: () => boolean): Promise<void> {
  while (!done()) await new Promise((resolve) => setImmediate(resolve));
}

test('a webhook gets one message for each change', async () => {
  const opened = open([webhook()]);
  for (const status of [{}, refusedKey, refusedKey, {}, {}]) await opened.look(reportOf(status));
  await until(() => outcomes.length === 2);
  expect(received.map(({ body }) => [body['topic'], body['change'], body['status'], body['code']])).toEqual([
    ['action', 'raised', 'Action required', 'AUTH-301'],
    ['action', 'cleared', 'Active', null],
  ]);
  expect(received[0]).toMatchObject({ path: '/hooks/very-secret?a=1', authorization: 'Bearer abc' });
  expect(received[0]?.body['text']).toContain('What to do: Enter a new key.');
  expect(outcomes).toEqual(['action raised sent', 'action cleared sent']);
});

test('the next life tells neither what has been told, nor forgets to tell of the recovery', async () => {
  await open([webhook()]).look(reportOf(refusedKey));
  await until(() => outcomes.length === 1);
  await notifier?.close();
  const opened = open([webhook()]);
  await opened.look(reportOf(refusedKey));
  await opened.look(reportOf());
  await until(() => outcomes.length === 2);
  expect(received.map(({ body }) => body['change'])).toEqual(['raised', 'cleared']);
});

test('a webhook that is down is tried again, and messages stay in order', async () => {
  answers = [503, 302];
  const opened = open([webhook()]);
  await opened.look(reportOf(refusedKey));
  await opened.look(reportOf());
  await clock.untilSleeping();
  await clock.advance(5000);
  await clock.untilSleeping();
  await clock.advance(30_000);
  await until(() => outcomes.length === 2);
  expect(received.map(({ body }) => body['change'])).toEqual(['raised', 'raised', 'raised', 'cleared']);
});

test('a message nobody takes is given up and said so', async () => {
  answers = Array.from({ length: 6 }, () => 500);
  await open([webhook()]).look(reportOf(refusedKey));
  for (const ms of [5000, 30_000, 120_000, 600_000, 1_800_000]) {
    await clock.untilSleeping();
    await clock.advance(ms);
  }
  await until(() => outcomes.length === 1);
  expect(outcomes).toEqual(['action raised answered HTTP 500']);
  expect(received).toHaveLength(6);
});

test('one channel that hangs does not hold up another, nor the end', async () => {
  const silent = await startLoopbackServer(() => undefined);
  const hanging: NotifyChannel = { kind: 'webhook', url: new Secret(silent.url), headers: {} };
  await open([hanging, webhook()]).look(reportOf(refusedKey));
  await until(() => outcomes.length === 1);
  const ended = notifier?.close();
  notifier = undefined;
  await expect(ended).resolves.toBeUndefined();
  await silent.close();
});

test('a mail server that says nothing does not hold up the end', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as AddressInfo;
  const shared = { kind: 'smtp', host: '127.0.0.1', port, from: 'a@b.example', to: ['c@d.example'] } as const;
  await open([{ ...shared, security: 'none' }]).look(reportOf(refusedKey));
  await once(silent, 'connection');
  const startedMs = performance.now();
  await notifier?.close();
  expect(performance.now() - startedMs).toBeLessThan(5000);
  notifier = undefined;
  silent.close();
});

test('secrets are masked in what is sent', async () => {
  const redactor = createRedactor(['CANARY-key-123']);
  const error = { ...refusedKey.error!, message: 'CANARY-key-123 was not accepted', remedy: 'Not CANARY-key-123' };
  await open([webhook()], { redact: (given) => redactor.redact(given) }).look(reportOf({ ...refusedKey, error }));
  await until(() => received.length === 1);
  expect(JSON.stringify(received[0]?.body)).not.toContain('CANARY');
  expect(received[0]?.body['message']).toContain('[redacted] was not accepted');
});

test('a state that cannot be written keeps the message for later', async () => {
  let failing = true;
  const write = async () => {
    if (failing) throw new Error('disk full');
  };
  const opened = open([webhook()], { memory: { read: async () => new Map(), write } });
  await expect(opened.look(reportOf(refusedKey))).rejects.toThrow('disk full');
  failing = false;
  await opened.look(reportOf(refusedKey));
  await until(() => received.length === 1);
});

test('a mail server gets the message as text, with no line of a name becoming a header', async () => {
  const mails: { from: string; to: string[]; user: string; text: string }[] = [];
  const smtp = new SMTPServer({
    authOptional: false,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password: given }, _session, done) =>
      done(given === password ? null : new Error('no'), { user: username }),
    onData(stream, session, done) {
      void text(stream).then((mail) => {
        const { mailFrom, rcptTo } = session.envelope;
        const from = mailFrom === false ? '' : mailFrom.address;
        mails.push({ from, to: rcptTo.map(({ address }) => address), user: String(session.user), text: mail });
        done();
      });
    },
  });
  const listening = smtp.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const channel: NotifyChannel = {
    kind: 'smtp',
    host: '127.0.0.1',
    port,
    security: 'none',
    user: 'soc',
    password: new Secret(password),
    from: 'cortex@corp.example',
    to: ['soc@corp.example', 'lead@corp.example'],
  };
  await open([channel]).look(reportOf({ ...refusedKey, name: 'SOC\r\nBcc: evil@example.com' }));
  await until(() => mails.length === 1);
  expect(mails[0]).toMatchObject({ from: 'cortex@corp.example', to: channel.to, user: 'soc' });
  expect(mails[0]?.text).toContain('What to do: Enter a new key.');
  expect(mails[0]?.text).not.toMatch(/^Bcc:/m);
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});

test('a mail server without STARTTLS is told nothing where STARTTLS is asked for', async () => {
  const commands: string[] = [];
  const smtp = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    authOptional: true,
    onMailFrom: (from, _session, done) => {
      commands.push(from.address);
      done();
    },
  });
  const listening = smtp.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const shared = { kind: 'smtp', host: '127.0.0.1', port, from: 'a@b.example', to: ['c@d.example'] } as const;
  await open([{ ...shared, security: 'starttls' }]).look(reportOf(refusedKey));
  await clock.untilSleeping();
  expect(commands).toEqual([]);
  expect(outcomes).toEqual([]);
  await new Promise<void>((resolve) => smtp.close(() => resolve()));
});
