import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { cliWords } from './cli-process.ts';
import { audited, hostsPlace } from './operator-place.ts';
import { unreadPipe } from './unread-pipe.ts';
import { canary, type Workplace } from './workplace.ts';

const query = 'dataset = xdr_data | fields event_id';
const rows = 5000;
const longText = 'x'.repeat(200);

/** A tenant that answers a query with more rows than fit an answer, and than a pipe holds. */
async function rowsPlace(): Promise<Workplace> {
  const place = await hostsPlace();
  place.model.xql.put(query, {
    rows: Array.from({ length: rows }, (_, number) => ({
      event_id: `event-${number}`,
      text: longText,
      _time: Date.parse('2026-01-31T08:30:00Z') + number,
    })),
  });
  return place;
}

const input = JSON.stringify({ query, start_time: '2026-01-31 08:00', end_time: '2026-01-31 09:00', wait: true });
const run = ['command', 'start-xql-query', '--input', input] as const;
const linesOf = (text: string) => text.trimEnd().split('\n');

test('rows go into a file of the directory, the current one unless another is named', async () => {
  const place = await rowsPlace();
  const { code, stdout } = await place.startIn({ cwd: place.directory }, ...run, '--json').ended;
  const [file] = (JSON.parse(stdout) as { files: readonly { path: string; bytes: number; sha256: string }[] }).files;
  expect(code).toBe(0);
  expect(file?.path.startsWith(place.directory)).toBe(true);
  expect(linesOf(await readFile(file?.path ?? '', 'utf8'))).toHaveLength(rows);
  expect((await stat(file?.path ?? '')).mode & 0o777).toBe(0o600);
  const elsewhere = join(place.directory, 'elsewhere');
  await place.run(...run, '--directory', elsewhere);
  expect(await readdir(elsewhere)).toHaveLength(1);
});

test('rows go into the file that is named, with its size and SHA-256 told; a second time nothing is overwritten: 3', async () => {
  const place = await rowsPlace();
  const path = join(place.directory, 'rows.ndjson');
  const first = await place.run(...run, '--output', path);
  expect(first).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/rows\.ndjson \([\d,]+ bytes\)\n {4}SHA-256 \w{64}/),
  });
  const before = (await stat(path)).mtimeMs;
  const second = await place.run(...run, '--output', path);
  expect(second).toMatchObject({ code: 3, stderr: expect.stringContaining('FILE-801') });
  expect((await stat(path)).mtimeMs).toBe(before);
  // Told before anything is sent.
  expect(audited(place)).toEqual(['started', 'Successful']);
});

test('rows go to standard output, and what came of it to standard error', async () => {
  const { code, stdout, stderr } = await (await rowsPlace()).run(...run, '--output', '-');
  expect(code).toBe(0);
  expect(linesOf(stdout).map((line) => (JSON.parse(line) as { event_id: string }).event_id)).toHaveLength(rows);
  expect(stderr).toContain('Start XQL Query: Successful');
});

test('rows that are few enough for the result go to standard output, and into a file that is named, as well', async () => {
  const place = await hostsPlace();
  place.model.xql.put(query, { rows: [{ event_id: 'event-1' }, { event_id: 'event-2' }] });
  const { code, stdout } = await place.run(...run, '--output', '-');
  expect(code).toBe(0);
  expect(linesOf(stdout).map((line) => JSON.parse(line))).toMatchObject([
    { event_id: 'event-1' },
    { event_id: 'event-2' },
  ]);
  const path = join(place.directory, 'rows.ndjson');
  await place.run(...run, '--output', path);
  expect(await readFile(path, 'utf8')).toBe(stdout);
});

test('a command that brings no file takes no place for one, and is not run: 2', async () => {
  const place = await hostsPlace();
  const { code, stderr } = await place.run('command', 'search-hosts', '--output', 'hosts.json');
  expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining('search-hosts brings no file') });
  expect(audited(place)).toEqual([]);
});

test('a reader that has had enough ends it, and what came of it is recorded', async () => {
  const place = await rowsPlace();
  const line = `${cliWords([...run, '--output', '-', '--config', place.config])} | head -n 3`;
  const { stdout } = await promisify(execFile)('sh', ['-c', line], { env: { ...process.env, CORTEX_KEY: canary.key } });
  expect(linesOf(stdout)).toHaveLength(3);
  // The shell waits for the last program of a pipe only.
  await expect.poll(() => audited(place), { timeout: 10_000 }).toEqual(['started', 'Failed']);
  const { stdout: history } = await place.run('command', '--history');
  expect(history).toContain('the output cannot be written any further (EPIPE)');
});

/** The program with an output that nobody reads, and what it ends with. */
function startUnread(place: Workplace, ...args: readonly string[]) {
  const pipe = unreadPipe();
  const child = spawn('sh', ['-c', `exec ${cliWords([...args, '--config', place.config])}`], {
    env: { ...process.env, CORTEX_KEY: canary.key },
    stdio: ['ignore', pipe.fd, 'ignore'],
  });
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    code: once(child, 'exit').then(([code]) => code as unknown),
    [Symbol.dispose]() {
      child.kill('SIGKILL');
      pipe[Symbol.dispose]();
    },
  };
}

test('a reader that reads no further is waited for until it is interrupted; the query is told of, and all is recorded', async () => {
  const place = await rowsPlace();
  using child = startUnread(place, ...run, '--output', '-');
  const streams = () => place.tenant.requests.filter(({ path }) => path.endsWith('get_query_results_stream'));
  await expect.poll(streams).toHaveLength(1);
  child.kill('SIGINT');
  await expect.poll(() => audited(place)).toEqual(['started', 'Failed']);
  child.kill('SIGINT');
  expect(await child.code).toBe(5);
});

test('the second interrupt ends it at once, though nobody has read its result', async () => {
  const place = await hostsPlace();
  using child = startUnread(place, 'command', 'search-hosts');
  await expect.poll(() => audited(place)).toEqual(['started', 'Successful']);
  child.kill('SIGINT');
  child.kill('SIGTERM');
  // Whichever is heard of last.
  expect([130, 143]).toContain(await child.code);
});
