import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Overview } from '../../src/api/overview.ts';
import type { CliProcess } from './cli-process.ts';
import { canary, numbersOf, putIncidents, workplace, type Workplace } from './workplace.ts';

const web = { listen: '127.0.0.1:0' };
const state = { directory: './state', key_file: './console.key' };

interface Asking {
  readonly run: CliProcess;
  readonly token: string;
}

/** Asks the API as a program does. */
async function ask({ run, token }: Asking, method: string, path: string, body?: unknown): Promise<Response> {
  const { url } = await run.logged('listening');
  return fetch(`${String(url)}/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-cortex-otel': '1' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}

async function started(place: Workplace): Promise<Asking> {
  const run = place.start('run');
  const { token: path } = await run.logged('listening');
  return { run, token: readFileSync(String(path), 'utf8').trim() };
}

async function words(asking: Asking): Promise<Record<string, string>> {
  const { connectors } = (await (await ask(asking, 'GET', '/status')).json()) as Overview;
  return Object.fromEntries(connectors.map(({ id, status }) => [id, status]));
}

function form({ tenant }: Workplace, name: string) {
  const key = { api_key_id: canary.id, api_key: canary.key, key_type: 'standard' };
  const settings = { server_url: tenant.url, ...key, poll_interval: '200ms', requests_per_second: 1000 };
  return { name, sources: ['xdr-incidents'], settings };
}

test('a run has a console; what is made there outlives a restart, a reload and a file that is broken', async () => {
  const place = await workplace();
  await place.configure({ rest: { connectors: [], web, state } });
  const first = await started(place);
  expect((await ask(first, 'POST', '/connectors', form(place, 'Made'))).status).toBe(201);
  await expect.poll(() => numbersOf(place.endpoint)).toEqual([1, 2, 3]);
  await place.configure({ rest: { web, state } });
  first.run.kill('SIGHUP');
  await expect.poll(async () => words(first)).toEqual({ soc: 'Active', made: 'Active' });
  await place.configure({ connector: { poll_interval: 'often' }, rest: { web, state } });
  expect((await ask(first, 'POST', '/connectors', form(place, 'Made later'))).status).toBe(201);
  await expect.poll(async () => words(first)).toEqual({ soc: 'Active', made: 'Active', 'made-later': 'Active' });
  expect((await ask(first, 'POST', '/connectors/made/pause', {})).status).toBe(204);
  first.run.kill('SIGTERM');
  expect((await first.run.ended).code).toBe(0);
  await place.configure({ rest: { web, state } });
  const second = await started(place);
  await expect.poll(async () => words(second)).toEqual({ soc: 'Active', made: 'Paused', 'made-later': 'Active' });
  second.run.kill('SIGTERM');
  await second.run.ended;
}, 60_000);

test('the log says where the token is, and does not hold it', async () => {
  const place = await workplace();
  await place.configure({ rest: { web } });
  const { run, token } = await started(place);
  const path = join(place.state, 'console-token');
  expect(await run.logged('listening')).toMatchObject({ token: path });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  run.kill('SIGTERM');
  const { stderr, stdout } = await run.ended;
  expect(token.length).toBeGreaterThan(40);
  expect(stderr + stdout).not.toContain(token);
});

test('a run that ends by itself has no console, but delivers what was made in one, and leaves alone what is paused', async () => {
  const place = await workplace();
  await place.configure({ rest: { connectors: [], web, state } });
  const first = await started(place);
  for (const name of ['One', 'Two']) await ask(first, 'POST', '/connectors', form(place, name));
  await expect.poll(() => numbersOf(place.endpoint)).toEqual([1, 1, 2, 2, 3, 3]);
  await ask(first, 'POST', '/connectors/two/pause', {});
  first.run.kill('SIGTERM');
  await first.run.ended;
  putIncidents(place.model, 1, 400);
  const { code, stderr } = await place.run('run', '--once');
  expect(code).toBe(0);
  expect(stderr).not.toContain('console-token');
  expect(numbersOf(place.endpoint)).toEqual([1, 1, 2, 2, 3, 3, 400]);
}, 60_000);

test('a key file that is lost stops only what it sealed', async () => {
  const place = await workplace();
  await place.configure({ rest: { web, state } });
  const first = await started(place);
  expect((await ask(first, 'POST', '/connectors', form(place, 'Made'))).status).toBe(201);
  first.run.kill('SIGTERM');
  await first.run.ended;
  await place.configure({ rest: { web, state: { ...state, key_file: './another.key' } } });
  const second = await started(place);
  await expect.poll(async () => words(second)).toEqual({ soc: 'Active', made: 'Action required' });
  expect((await second.run.logged('the key file cannot be used'))['code']).toBe('CFG-004');
  second.run.kill('SIGTERM');
  await second.run.ended;
}, 60_000);

test.skipIf(!existsSync('/usr/bin/script'))(
  'on a terminal a run shows the link to sign in with',
  async () => {
    const place = await workplace();
    await place.configure({ rest: { web } });
    const cli = join(import.meta.dirname, '../../src/cli.ts');
    const command = `'${process.execPath}' '${cli}' run --config '${place.config}'`;
    // It has a terminal of its own; what is written to it is typed there.
    const terminal = spawn('/usr/bin/script', ['-qec', command, '/dev/null'], {
      stdio: ['pipe', 'pipe', 'ignore'],
      env: { PATH: process.env['PATH'], CORTEX_KEY: canary.key },
    });
    let shown = '';
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => void (shown += text));
    const ended = once(terminal, 'close');
    await expect.poll(() => shown).toMatch(/Console: http:\/\/127\.0\.0\.1:\d+\/#token=\w{43}\s/);
    terminal.stdin.write('\u0003');
    await ended;
    const logged = shown.split('\n').filter((line) => line.startsWith('{'));
    expect(logged.join('\n')).not.toContain(readFileSync(join(place.state, 'console-token'), 'utf8').trim());
    expect(logged.at(-1)).toContain('"stopped"');
  },
  30_000,
);
