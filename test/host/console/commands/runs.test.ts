import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import {
  callDetailsSchema,
  type CallDetails,
  callHistorySchema,
  type CommandEvent,
  commandEventSchema,
  connectorCommandsSchema,
} from '../../../../src/api/commands.ts';
import { believableHost, fault, hostList, isolatePath, seededRandom } from '../../../../src/testing/index.ts';
import { canary } from '../../../cli/workplace.ts';
import { type ConsoleBench, consoleBench, filesOf, problemOf } from '../console-bench.ts';

const soon = { timeout: 10_000 };
const never = new AbortController().signal;
const isolating = { command: 'isolate-hosts', input: { host_names: ['pc-1'] } } as const;
const searching = { command: 'search-hosts', input: {} } as const;

async function benchWith(commands: 'off' | 'read' | 'write'): Promise<ConsoleBench> {
  const bench = await consoleBench({ connectors: [{ id: 'eu', api_key: '${env:CORTEX_KEY}', commands }] });
  const random = seededRandom(5);
  for (const index of [1, 2]) {
    const host = believableHost(random, index, Date.now() - 60_000 * index);
    const names = { endpoint_id: `pc-${index}-id`, endpoint_name: `pc-${index}`, is_isolated: 'AGENT_UNISOLATED' };
    bench.tenant.model.hosts.put({ ...host, ...names });
  }
  return bench;
}

type RunOf = Parameters<ConsoleBench['console']['runCommand']>[1];

async function eventsOf(bench: ConsoleBench, run: RunOf, signal = never): Promise<readonly CommandEvent[]> {
  const events: CommandEvent[] = [];
  for await (const event of bench.console.runCommand('eu', run, 'ann', signal))
    events.push(commandEventSchema.parse(event));
  return events;
}

async function ended(bench: ConsoleBench, run: RunOf): Promise<CallDetails> {
  const last = (await eventsOf(bench, run)).at(-1);
  if (!last || !('ended' in last)) throw new Error('it did not end');
  return last.ended;
}

const isolations = ({ tenant }: ConsoleBench) => tenant.requests.filter(({ path }) => path === isolatePath).length;

describe('what a connector can be asked for', () => {
  test('is listed with what it does not allow, and why', async () => {
    const allowed = async (commands: 'off' | 'read' | 'write') => {
      const { console } = await benchWith(commands);
      const list = connectorCommandsSchema.parse(console.commands('eu'));
      const find = (name: string) => list.commands.find((command) => command.name === name)?.refused;
      return [list.setting, find('search-hosts'), find('isolate-hosts')];
    };
    const needs = (access: string): unknown => ({
      error: expect.any(String) as unknown,
      remedy: expect.stringContaining(`commands: ${access}`) as unknown,
    });
    expect(await allowed('off')).toEqual(['off', needs('read'), needs('write')]);
    expect(await allowed('read')).toEqual(['read', null, needs('write')]);
    expect(await allowed('write')).toEqual(['write', null, null]);
  });

  test('is checked without asking anybody', async () => {
    const bench = await benchWith('write');
    const asked = bench.tenant.requests.filter(({ path }) => path.includes('endpoints')).length;
    expect(bench.console.checkCommand('eu', isolating)).toMatchObject({
      ok: true,
      summary: 'Isolate 1 endpoint: pc-1',
    });
    const wrong = bench.console.checkCommand('eu', { ...isolating, input: { host_names: [] } });
    expect(wrong).toMatchObject({ ok: false, summary: null, fields: [{ path: 'host_names' }, { path: '' }] });
    expect(bench.tenant.requests.filter(({ path }) => path.includes('endpoints'))).toHaveLength(asked);
  });
});

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
    expect((await bench.console.calls('eu', {})).calls).toEqual([]);
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

describe('whoever runs a command and leaves', () => {
  test('ends what only looks, which is recorded as interrupted', async () => {
    const bench = await benchWith('write');
    bench.tenant.faults.add(fault.at(hostList.path, fault.hang()));
    const gone = new AbortController();
    const stream = bench.console.runCommand('eu', searching, 'ann', gone.signal);
    expect((await stream[Symbol.asyncIterator]().next()).value).toHaveProperty('started');
    gone.abort();
    const outcome = async () => (await bench.console.calls('eu', {})).calls[0]?.outcome;
    await expect.poll(outcome, soon).toBe('Interrupted');
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
    await expect.poll(outcome, soon).toBe('Successful');
    expect(isolations(bench)).toBe(1);
  });

  test('because the collector ends has it told that nobody knows', async () => {
    const bench = await benchWith('write');
    bench.tenant.faults.add(fault.at(isolatePath, fault.hang()));
    const events = eventsOf(bench, { ...isolating, confirm: 'eu' });
    await expect.poll(() => isolations(bench), soon).toBe(1);
    await bench.console.close();
    expect((await events).at(-1)).toMatchObject({ ended: { outcome: 'Failed', unknown: true } });
    expect(await problemOf(eventsOf(bench, searching))).toMatchObject({ status: 503 });
  });
});

describe('the history', () => {
  test('comes page by page, newest first, with what came of each', async () => {
    const bench = await benchWith('write');
    for (const run of [searching, { ...isolating, confirm: 'eu' }, searching]) await ended(bench, run);
    const first = callHistorySchema.parse(await bench.console.calls('eu', { limit: 2 }));
    expect(first.calls.map(({ command }) => command)).toEqual(['search-hosts', 'isolate-hosts']);
    const second = await bench.console.calls('eu', { limit: 2, after: first.next ?? 0 });
    expect(second.calls.map(({ command, outcome }) => [command, outcome])).toEqual([['search-hosts', 'Successful']]);
    expect(second.next).toBeNull();
  });

  test('of another connector, or of nobody, is not there', async () => {
    const bench = await benchWith('read');
    const { call } = await ended(bench, searching);
    expect(await problemOf(bench.console.call('us', call))).toMatchObject({ status: 404 });
    expect(await problemOf(bench.console.call('eu', 'nothing'))).toMatchObject({ status: 404 });
    expect(await problemOf(bench.console.callFile('eu', call, 'result.json'))).toMatchObject({ status: 404 });
  });

  test('holds no key, nor does what is kept of a result that repeats it', async () => {
    const bench = await benchWith('read');
    bench.tenant.model.hosts.change('pc-1-id', {
      alias: `${canary.key} and ${Buffer.from(canary.key).toString('base64')}`,
    });
    const call = await ended(bench, { ...searching, input: { host_names: [canary.key, 'pc-1'] } });
    const whole = await text((await bench.console.callResult('eu', call.call)).content);
    const told = JSON.stringify([call, await bench.console.call('eu', call.call), await bench.console.calls('eu', {})]);
    expect(whole).toContain('[redacted] and [redacted]');
    for (const place of [whole, told, await filesOf(bench)]) {
      expect(place).not.toContain(canary.key);
      expect(place).not.toContain(Buffer.from(canary.key).toString('base64'));
    }
  });
});
