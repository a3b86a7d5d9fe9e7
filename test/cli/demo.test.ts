import { expect, test } from 'vitest';
import { type CliEnd, runCli, startCli } from './cli-process.ts';

/** Does something to a demo once it has printed this, and ends it with Ctrl-C. */
async function whileDemoRuns(
  printed: RegExp,
  work: (match: readonly string[]) => Promise<void> = async () => {},
): Promise<CliEnd> {
  const demo = startCli(['demo']);
  await expect.poll(() => demo.stdout(), { timeout: 20_000 }).toMatch(printed);
  await work(printed.exec(demo.stdout()) ?? []);
  demo.kill('SIGINT');
  return demo.ended;
}

test('the demo needs nothing, shows a record, and proves that nothing is missing', async () => {
  const { code, stdout } = await runCli(['demo', '--for', '6s']);
  expect(stdout).toContain('The first record, as the endpoint received it:');
  expect(stdout).toContain('demo-xdr-incidents');
  expect(stdout).toMatch(/Nothing is missing: each of the \d{3} records was delivered exactly once/);
  expect(code).toBe(0);
}, 60_000);

test('the demo ends early, and as well, at Ctrl-C', async () => {
  const { code, stdout } = await whileDemoRuns(/A made-up Cortex tenant/);
  expect(stdout).toContain('Nothing is missing');
  expect(code).toBe(0);
}, 60_000);

test('the demo has a console to click around in, and says at its end what that did', async () => {
  const link = /(http:\/\/127\.0\.0\.1:\d+)\/#token=(\w+)/;
  const { code, stdout } = await whileDemoRuns(link, async ([, url = '', token = '']) => {
    const replay = async (method: string, body?: object) =>
      fetch(`${url}/api/v1/connectors/demo-xsoar-audit/replay`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'x-cortex-otel': '1' },
        ...(body && { body: JSON.stringify(body) }),
      });
    // Long enough that somebody has signed in, whatever the time of day.
    const [from, to] = [Date.now() - 4 * 3_600_000, Date.now()].map((ms) => new Date(ms).toISOString());
    expect((await replay('POST', { from, to })).status).toBe(202);
    await expect.poll(async () => (await replay('GET')).json(), { timeout: 40_000 }).toMatchObject({ state: 'done' });
  });
  expect(stdout).toContain('With what was done meanwhile');
  expect(code).toBe(0);
}, 90_000);

test('--json is the balance at the end, and nothing else', async () => {
  const { code, stdout } = await runCli(['demo', '--for', '1s', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, missing: [], repeated: [] });
  expect(code).toBe(0);
}, 60_000);

test('commands can be tried on the demo from elsewhere, also those that change something', async () => {
  const line = /command search-hosts --config (\S+)/;
  const { code, stdout } = await whileDemoRuns(line, async ([, config = '']) => {
    const run = async (...args: readonly string[]) => runCli(['command', ...args, '--config', config]);
    expect((await run('isolate-hosts', '--set', 'host_names=fra-web-03', '--yes')).stdout).toContain('action_id: 4001');
    // The same incidents once more, with the same ids: a repeat that somebody has asked for.
    expect((await run('fetch-incident', '--set', 'limit=5', '--send')).stdout).toContain('5 records sent: 5 accepted');
  });
  expect(stdout).toContain('With what was done meanwhile');
  expect(code).toBe(0);
}, 90_000);
