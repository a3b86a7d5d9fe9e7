import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { callDetailsSchema, type CommandEvent } from '../../../../src/api/commands.ts';
import { fault, hostList, isolatePath, otlpFault } from '../../../../src/testing/index.ts';
import { problemOf } from '../console-bench.ts';
import { benchWith, ended, eventsOf, isolating, isolations, searching } from './command-runs.ts';

describe('a command', () => {
  test('that looks brings its rows, is recorded, and can be saved whole', async () => {
    const bench = await benchWith('read');
    const events = await eventsOf(bench, searching);
    expect(events[0]).toEqual({
      started: { call: expect.any(String) as unknown, summary: expect.any(String) as unknown },
    });
    const call = await ended(bench, searching);
    expect(call).toMatchObject({ outcome: 'Successful', actor: 'ann', via: 'console', recordCount: 2, access: 'read' });
    expect(JSON.stringify(call.answer?.records)).toContain('pc-2');
    const whole = await bench.console.callResult('eu', call.call);
    expect(whole.name).toBe(`search-hosts-${call.call}.json`);
    const saved = JSON.parse(await text(whole.content)) as Record<string, unknown>;
    expect(saved).toMatchObject({ command: 'search-hosts', return_data: 'Successful', records: call.answer?.records });
    expect(callDetailsSchema.parse(await bench.console.call('eu', call.call))).toEqual(call);
  });

  test('that changes something does so once it is confirmed, and the timeline says who', async () => {
    const bench = await benchWith('write');
    for (const confirm of [undefined, 'EU']) {
      const run = { ...isolating, ...(confirm !== undefined && { confirm }) };
      expect(await problemOf(eventsOf(bench, run))).toMatchObject({
        status: 422,
        problem: { fields: [{ path: 'confirm' }] },
      });
    }
    expect(isolations(bench)).toBe(0);
    const call = await ended(bench, { ...isolating, confirm: 'eu' });
    expect(call).toMatchObject({ outcome: 'Successful', unknown: false, input: isolating.input, failures: [] });
    expect(isolations(bench)).toBe(1);
    const [step] = (await bench.console.timeline('eu', {})).filter(({ kind }) => kind === 'operation');
    expect(step).toMatchObject({ actor: 'ann', text: 'Isolate Hosts: Successful.' });
  });

  test.for([
    ['read', isolating],
    ['off', searching],
  ] as const)('that commands: %s does not allow is refused, and nothing is sent', async ([commands, run]) => {
    const bench = await benchWith(commands);
    const asked = bench.tenant.requests.filter(({ path }) => path.includes('endpoints')).length;
    const refused = await problemOf(eventsOf(bench, { ...run, confirm: 'eu' }));
    expect(refused).toMatchObject({ status: 403, problem: { code: 'CMD-902' } });
    expect(refused.problem.remedy).toContain('An admin can set commands:');
    expect(bench.tenant.requests.filter(({ path }) => path.includes('endpoints'))).toHaveLength(asked);
    const { calls } = await bench.console.calls('eu', {});
    expect(calls).toMatchObject([{ outcome: 'Refused', actor: 'ann', via: 'console', command: run.command }]);
  });

  test('that is none, or has a wrong input, is refused', async () => {
    const bench = await benchWith('write');
    expect(await problemOf(eventsOf(bench, { command: 'make-coffee', input: {} }))).toMatchObject({ status: 404 });
    const wrong = await problemOf(eventsOf(bench, { ...isolating, input: { hosts: ['pc-1'] }, confirm: 'eu' }));
    expect(wrong).toMatchObject({ status: 422, problem: { code: 'CMD-901' } });
    expect(wrong.problem.fields?.map(({ path }) => path)).toContain('input.hosts');
  });

  test('that fails for some inputs names each, and what to do', async () => {
    const bench = await benchWith('write');
    const call = await ended(bench, { ...isolating, input: { host_names: ['pc-1', 'pc-9'] }, confirm: 'eu' });
    expect(call).toMatchObject({ outcome: 'Partially Successful', failures: [{ input: 'pc-9', outcome: 'not done' }] });
    expect(call.failures[0]?.remedy).toMatch(/\w/);
  });

  test('whose answer is lost on the way says that nobody knows, and is not sent again', async () => {
    const bench = await benchWith('write');
    bench.tenant.faults.add(fault.at(isolatePath, fault.reset('after')));
    const call = await ended(bench, { ...isolating, confirm: 'eu' });
    expect(call).toMatchObject({ unknown: true, failures: [{ outcome: 'unknown' }] });
    expect(isolations(bench)).toBe(1);
    expect((await bench.console.calls('eu', {})).calls[0]).toMatchObject({ unknown: true });
  });
});

test('what came of a change and could be neither recorded nor delivered is said to stand nowhere else', async () => {
  const bench = await benchWith('write');
  expect(await ended(bench, searching)).toMatchObject({ unrecorded: false });
  const signal = new AbortController().signal;
  const stream = bench.console.runCommand('eu', { ...isolating, confirm: 'eu' }, 'ann', signal);
  const events: CommandEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    if (!('started' in event)) continue;
    bench.endpoint.faults.add(otlpFault.status(503));
    // A journal that others can read is not used.
    await chmod(join(bench.directory, 'state', 'commands.sqlite'), 0o644);
  }
  expect(isolations(bench)).toBe(1);
  expect(events.at(-1)).toMatchObject({ ended: { outcome: 'Successful', unrecorded: true } });
}, 30_000);

describe('whoever runs a command and leaves', () => {
  test('ends what only looks, which is recorded as interrupted', async () => {
    const bench = await benchWith('write');
    bench.tenant.faults.add(fault.at(hostList.path, fault.hang()));
    const gone = new AbortController();
    const stream = bench.console.runCommand('eu', searching, 'ann', gone.signal);
    expect((await stream[Symbol.asyncIterator]().next()).value).toHaveProperty('started');
    gone.abort();
    const outcome = async () => (await bench.console.calls('eu', {})).calls[0]?.outcome;
    await expect.poll(outcome).toBe('Interrupted');
  });

  test('has what changes something seen through, and recorded', async () => {
    const bench = await benchWith('write');
    bench.tenant.faults.add(fault.at(isolatePath, fault.slow(300)));
    const gone = new AbortController();
    const stream = bench.console.runCommand('eu', { ...isolating, confirm: 'eu' }, 'ann', gone.signal);
    const iterator = stream[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toHaveProperty('started');
    gone.abort();
    void iterator.return?.();
    const outcome = async () => (await bench.console.calls('eu', {})).calls[0]?.outcome;
    await expect.poll(outcome).toBe('Successful');
    expect(isolations(bench)).toBe(1);
  });

  test('because the collector ends has it told that nobody knows', async () => {
    const bench = await benchWith('write');
    bench.tenant.faults.add(fault.at(isolatePath, fault.hang()));
    const events = eventsOf(bench, { ...isolating, confirm: 'eu' });
    await expect.poll(() => isolations(bench)).toBe(1);
    await bench.console.close();
    expect((await events).at(-1)).toMatchObject({ ended: { outcome: 'Failed', unknown: true } });
    expect(await problemOf(eventsOf(bench, searching))).toMatchObject({ status: 503 });
  });
});
