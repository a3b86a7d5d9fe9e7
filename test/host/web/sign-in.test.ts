import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { sessionLimits } from '../../../src/api/session.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { seededRandom } from '../../../src/testing/index.ts';
import { serveConsole, type ServedConsole, tokens } from './served-console.ts';

let served: ServedConsole;
afterEach(async () => served.close());

const operator = tokens.operator.reveal();
const minuteMs = 60_000;

async function signIn(token: unknown = operator) {
  return served.ask('/api/v1/session', { method: 'POST', body: { token } });
}

describe('signing in', () => {
  test('gives a session: who it is, until when, and a cookie no script reads', async () => {
    served = await serveConsole();
    const answer = await signIn();
    expect(answer.json()).toEqual({
      name: 'a operator',
      role: 'operator',
      expiresAt: new Date(served.clock.now() + sessionLimits.absoluteMs).toISOString(),
    });
    const [cookie] = answer.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/^cortex_otel_session_\d+=[A-Za-z0-9]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    const mine = await served.ask('/api/v1/session', { cookie: cookie?.split(';')[0] ?? '' });
    expect(mine.json()).toMatchObject({ name: 'a operator', role: 'operator' });
  });

  test.for(['wrong', `${operator} `, operator.slice(1), operator.toLowerCase(), '\0'])('not with %j', async (token) => {
    served = await serveConsole();
    const answer = await signIn(token);
    expect(answer).toMatchObject({ status: 401 });
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.body).not.toContain(token);
    expect(served.lines).toMatchObject([{ event: 'a sign-in was refused', fields: { address: '127.0.0.1' } }]);
  });

  test.for([null, 5, '', 'x'.repeat(513), ['x']])('what is no token is no sign-in: %j', async (token) => {
    served = await serveConsole();
    expect(await signIn(token)).toMatchObject({ status: 422 });
  });

  test('five times a minute from one address, rightly or wrongly', async () => {
    served = await serveConsole();
    const statuses = [];
    for (const token of [operator, 'a', 'b', 'c', operator, operator, 'd']) statuses.push((await signIn(token)).status);
    expect(statuses).toEqual([200, 401, 401, 401, 200, 429, 429]);
    await served.clock.advance(minuteMs - 1);
    expect(await signIn()).toMatchObject({ status: 429, headers: { 'retry-after': '1' } });
    await served.clock.advance(1);
    expect(await signIn()).toMatchObject({ status: 200 });
  });

  test('again makes another session and ends the one before', async () => {
    served = await serveConsole();
    const first = await served.signIn(operator);
    const again = await served.ask('/api/v1/session', { method: 'POST', body: { token: operator }, cookie: first });
    const second = again.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
    expect(second).not.toBe(first);
    expect((await served.ask('/api/v1/session', { cookie: first })).status).toBe(401);
    expect((await served.ask('/api/v1/session', { cookie: second })).status).toBe(200);
  });

  test('keeps neither token nor session in a log', async () => {
    served = await serveConsole();
    const cookie = await served.signIn(operator);
    await served.signIn('CANARY-wrong-token');
    await served.ask('/api/v1/session', { method: 'DELETE', cookie });
    const logged = JSON.stringify(served.lines);
    expect(logged).toContain('signed out');
    expect(logged).not.toContain('CANARY');
    expect(logged).not.toContain(cookie.split('=')[1]);
  });
});

describe('a session', () => {
  test('ends after 30 minutes without use', async () => {
    served = await serveConsole();
    const cookie = await served.signIn(operator);
    await served.clock.advance(sessionLimits.idleMs - 1);
    expect((await served.ask('/api/v1/session', { cookie })).status).toBe(200);
    await served.clock.advance(sessionLimits.idleMs - 1);
    expect((await served.ask('/api/v1/session', { cookie })).status).toBe(200);
    await served.clock.advance(sessionLimits.idleMs);
    expect((await served.ask('/api/v1/session', { cookie })).status).toBe(401);
  });

  test('ends after 12 hours in any case', async () => {
    served = await serveConsole();
    const cookie = await served.signIn(operator);
    for (let passedMs = 0; passedMs < sessionLimits.absoluteMs; passedMs += 20 * minuteMs) {
      expect((await served.ask('/api/v1/session', { cookie })).status).toBe(200);
      await served.clock.advance(20 * minuteMs);
    }
    expect((await served.ask('/api/v1/session', { cookie })).status).toBe(401);
  });

  test('does not last longer because a clock was set back, or the machine slept', async () => {
    served = await serveConsole();
    const awake = await served.signIn(operator);
    served.clock.jump(-sessionLimits.idleMs);
    await served.clock.advance(sessionLimits.idleMs);
    expect((await served.ask('/api/v1/session', { cookie: awake })).status).toBe(401);
    const asleep = await served.signIn(operator);
    served.clock.jump(sessionLimits.idleMs);
    expect((await served.ask('/api/v1/session', { cookie: asleep })).status).toBe(401);
  });

  test('is over when somebody signs out, whoever still has the cookie', async () => {
    served = await serveConsole();
    const cookie = await served.signIn(operator);
    const answer = await served.ask('/api/v1/session', { method: 'DELETE', cookie });
    expect(answer).toMatchObject({ status: 204, body: '' });
    const [name] = cookie.split('=');
    expect(answer.headers['set-cookie']).toEqual([`${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Strict`]);
    expect((await served.ask('/api/v1/session', { cookie })).status).toBe(401);
  });

  test.for(['', 'x', 'a'.repeat(43), '__proto__'])('is not %j', async (id) => {
    served = await serveConsole();
    const [name] = (await served.signIn(operator)).split('=');
    expect((await served.ask('/api/v1/session', { cookie: `${name}=${id}` })).status).toBe(401);
  });

  test('does not end that of another collector on this machine: its cookie has another name', async () => {
    served = await serveConsole();
    const mine = await served.signIn(operator);
    const other = await serveConsole();
    const theirs = await other.signIn(operator);
    const both = `${mine}; ${theirs}`;
    const answers = [
      await served.ask('/api/v1/session', { cookie: both }),
      await other.ask('/api/v1/session', { cookie: both }),
    ];
    await other.close();
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(mine.split('=')[0]).not.toBe(theirs.split('=')[0]);
  });
});

describe('a program', () => {
  test('shows its token with every request, and has no session', async () => {
    served = await serveConsole();
    const answer = await served.ask('/api/v1/session', { as: 'viewer' });
    expect(answer.json()).toEqual({ name: 'a viewer', role: 'viewer', expiresAt: null });
    expect(answer.headers['set-cookie']).toBeUndefined();
  });

  test.for(['Basic YTpi', 'Bearer', 'Bearer x', 'Bearer a b', operator])(
    'not with %j, even beside a good cookie',
    async (authorization) => {
      served = await serveConsole();
      const cookie = await served.signIn(operator);
      const answer = await served.ask('/api/v1/session', { cookie, headers: { authorization } });
      expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    },
  );

  test('cannot try tokens without end', async () => {
    served = await serveConsole();
    const guess = async (n: number) =>
      served.ask('/api/v1/session', { headers: { authorization: `Bearer guess-${n}` } });
    for (let n = 0; n < 60; n++) expect((await guess(n)).status).toBe(401);
    expect((await guess(60)).status).toBe(429);
    expect((await served.ask('/api/v1/session', { as: 'admin' })).status).toBe(429);
    await served.clock.advance(minuteMs);
    expect((await served.ask('/api/v1/session', { as: 'admin' })).status).toBe(200);
  });
});

describe('without credentials in the configuration', () => {
  const tokenFile = () => join(served.directory, 'console-token');
  const restart = async (before: string) => {
    const { directory } = served;
    await served.web.close();
    const next = await serveConsole({ access: [], stateDirectory: directory, random: seededRandom(8) });
    const after = readFileSync(join(directory, 'console-token'), 'utf8');
    expect(after.trim()).toMatch(/^[A-Za-z0-9]{43}$/);
    await next.close();
    return { same: after === before, warnings: next.lines.map(({ event }) => event) };
  };

  test('a token is made that only its owner reads, and the link signs in with it as admin', async () => {
    served = await serveConsole({ access: [] });
    expect(served.web.tokenFile).toBe(tokenFile());
    expect(statSync(tokenFile()).mode & 0o777).toBe(0o600);
    const token = readFileSync(tokenFile(), 'utf8').trim();
    expect(served.web.signInUrl).toBe(`${served.web.url}/#token=${token}`);
    expect((await signIn(token)).json()).toMatchObject({ name: 'admin', role: 'admin' });
    expect(JSON.stringify(served.lines)).not.toContain(token);
  });

  test('it is the same after a restart', async () => {
    served = await serveConsole({ access: [] });
    expect(await restart(readFileSync(tokenFile(), 'utf8'))).toEqual({ same: true, warnings: [] });
  });

  test.for<[string, (path: string) => void]>([
    ['readable by others', (path) => chmodSync(path, 0o640)],
    ['cut short', (path) => writeFileSync(path, 'abc')],
    ['empty', (path) => writeFileSync(path, '')],
    ['very long', (path) => writeFileSync(path, 'a'.repeat(1_000_000))],
    ['a link', (path) => (rmSync(path), symlinkSync('/etc/hostname', path))],
  ])('one that is %s is replaced', async ([, spoil]) => {
    served = await serveConsole({ access: [] });
    const before = readFileSync(tokenFile(), 'utf8');
    spoil(tokenFile());
    const warnings = ['the console token was damaged or readable by others: made anew'];
    expect(await restart(before)).toEqual({ same: false, warnings });
  });

  test('it is gone once there are credentials', async () => {
    served = await serveConsole({ access: [] });
    const access = [{ name: 'me', role: 'admin' as const, token: new Secret('CANARY-sixteen-or-more') }];
    const next = await serveConsole({ access, stateDirectory: served.directory });
    expect(existsSync(tokenFile())).toBe(false);
    expect(next.web).toMatchObject({ tokenFile: undefined, signInUrl: `${next.web.url}/` });
    await next.close();
  });

  test('it cannot be kept where something else has its name, or nothing can be written: that stops the start', async () => {
    served = await serveConsole();
    mkdirSync(tokenFile(), { mode: 0o700 });
    await expect(serveConsole({ access: [], stateDirectory: served.directory })).rejects.toMatchObject({
      kind: 'state',
    });
    const start = serveConsole({ access: [], stateDirectory: join(served.directory, 'missing') });
    await expect(start).rejects.toMatchObject({ kind: 'state' });
  });
});
