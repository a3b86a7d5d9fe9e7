import { expect, test } from 'vitest';
import { runCli, startCli } from './cli-process.ts';

test('the demo needs nothing, shows a record, and proves that nothing is missing', async () => {
  const { code, stdout } = await runCli(['demo', '--for', '6s']);
  expect(stdout).toContain('The first record, as the endpoint received it:');
  expect(stdout).toContain('demo-xdr-incidents');
  expect(stdout).toMatch(/Nothing is missing: each of the \d{3} records was delivered exactly once/);
  expect(code).toBe(0);
}, 60_000);

test('the demo ends early, and as well, at Ctrl-C', async () => {
  const demo = startCli(['demo']);
  await expect.poll(() => demo.stdout(), { timeout: 20_000 }).toContain('A made-up Cortex tenant');
  demo.kill('SIGINT');
  const { code, stdout } = await demo.ended;
  expect(stdout).toContain('Nothing is missing');
  expect(code).toBe(0);
}, 60_000);

test('--json is the balance at the end, and nothing else', async () => {
  const { code, stdout } = await runCli(['demo', '--for', '1s', '--json']);
  expect(JSON.parse(stdout)).toMatchObject({ ok: true, missing: [], repeated: [] });
  expect(code).toBe(0);
}, 60_000);
