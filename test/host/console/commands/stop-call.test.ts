import { expect, test } from 'vitest';
import type { CommandEvent } from '../../../../src/api/commands.ts';
import { fault, hostList, isolatePath } from '../../../../src/testing/index.ts';
import { type ConsoleBench, problemOf } from '../console-bench.ts';
import { benchWith, ended, isolating, isolations, searching } from './command-runs.ts';

const statusPath = '/public_api/v1/actions/get_action_status';
const waiting = {
  command: 'run-script',
  input: { host_names: ['pc-1'], snippet_code: 'print(1)', wait: true },
  confirm: 'eu',
} as const;

/** Begins a run of ann's; its call, and what is told of it to its end. */
async function begin({ console }: ConsoleBench, run: Parameters<ConsoleBench['console']['runCommand']>[1]) {
  const stream = console.runCommand('eu', run, 'ann', new AbortController().signal)[Symbol.asyncIterator]();
  const first = (await stream.next()).value as Extract<CommandEvent, { started: unknown }>;
  const last = async () => {
    for (;;) {
      const { value, done } = await stream.next();
      if (done) throw new Error('it did not end');
      if ('ended' in value) return value.ended;
    }
  };
  return { call: first.started.call, last };
}

const asked = ({ tenant }: ConsoleBench, path: string) => tenant.requests.filter((one) => one.path === path).length;

/** The attributes of the audit record of its end. */
const told = ({ endpoint }: ConsoleBench, call: string) =>
  endpoint
    .received()
    .find(
      ({ eventName, attributes }) =>
        eventName === 'cortex_otel.command.finished' && attributes['cortex_otel.command.call_id'] === call,
    );

test('what changes something and waits ends when somebody has it stopped, and says how to go on with what was begun', async () => {
  const bench = await benchWith('write');
  bench.tenant.faults.add(fault.at(statusPath, fault.hang()));
  const { call, last } = await begin(bench, waiting);
  await expect.poll(() => asked(bench, statusPath)).toBe(1);
  await bench.console.stopCall('eu', call, 'bob');
  const end = await last();
  expect(end).toMatchObject({ stoppedBy: 'bob', actor: 'ann', outcome: 'Partially Successful', unknown: true });
  expect(end.failures).toMatchObject([{ outcome: 'unknown', code: 'CMD-921' }]);
  expect(end.failures[0]?.remedy).toMatch(/get-action-status with action_ids/);
  expect(await bench.console.call('eu', call)).toEqual(end);
  await expect
    .poll(() => told(bench, call)?.attributes)
    .toMatchObject({
      'user.name': 'ann',
      'cortex_otel.command.stopped_by': 'bob',
      'cortex_otel.command.unknown_outcomes': 1,
    });
  expect(JSON.stringify(told(bench, call)?.body)).toContain('get-action-status');
  const [step] = (await bench.console.timeline('eu', {})).filter(({ kind }) => kind === 'operation');
  expect(step).toMatchObject({ actor: 'ann', text: 'Run Script: Partially Successful, stopped by bob.' });
});

test('a request under way that is stopped may have arrived, and is not sent again', async () => {
  const bench = await benchWith('write');
  bench.tenant.faults.add(fault.at(isolatePath, fault.hang()));
  const { call, last } = await begin(bench, { ...isolating, confirm: 'eu' });
  await expect.poll(() => isolations(bench)).toBe(1);
  await bench.console.stopCall('eu', call, 'ann');
  expect(await last()).toMatchObject({ stoppedBy: 'ann', outcome: 'Failed', failures: [{ outcome: 'unknown' }] });
  expect(isolations(bench)).toBe(1);
});

test('what only looks is interrupted, and says by whom', async () => {
  const bench = await benchWith('read');
  bench.tenant.faults.add(fault.at(hostList.path, fault.hang()));
  const { call, last } = await begin(bench, searching);
  await bench.console.stopCall('eu', call, 'bob');
  expect(await last()).toMatchObject({ outcome: 'Interrupted', stoppedBy: 'bob' });
});

test('what has ended, or is none, cannot be stopped', async () => {
  const bench = await benchWith('read');
  const { call, stoppedBy } = await ended(bench, searching);
  expect(stoppedBy).toBeNull();
  expect(await problemOf(bench.console.stopCall('eu', call, 'bob'))).toMatchObject({ status: 409 });
  expect(await problemOf(bench.console.stopCall('eu', 'Zz9', 'bob'))).toMatchObject({ status: 404 });
  expect(await problemOf(bench.console.stopCall('us', call, 'bob'))).toMatchObject({ status: 404 });
});
