import { chmod, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { type Fault, fault, isolatePath, type OtlpCall, otlpFault } from '../../src/testing/index.ts';
import { audited, hostsPlace } from './operator-place.ts';
import type { Workplace } from './workplace.ts';

const isolate = ['command', 'isolate-hosts', '--set', 'host_names=pc-1'] as const;
const sent = ({ tenant }: Workplace) => tenant.requests.filter(({ path }) => path === isolatePath).length;

interface Call {
  readonly state: string;
  readonly end?: { readonly outcome: string };
  readonly settled: unknown;
}
const history = async (place: Workplace) => {
  const { stdout } = await place.run('command', '--history', '--json');
  return (JSON.parse(stdout) as readonly Call[]).map(({ state, end }) => end?.outcome ?? state);
};
const place = async () => hostsPlace({ commands: 'write' });
/** Time passes for the journal: whoever held a call has long been heard of no more. */
function longAfter({ state }: Workplace): void {
  const database = new DatabaseSync(join(state, 'commands.sqlite'));
  database.exec('UPDATE call SET held_until = 1');
  database.close();
}

/** Takes the records, and says nothing. */
const takenInSilence: Fault<OtlpCall> = () => {
  const silent = fault.hang()();
  return (call) => {
    call.accept(call.records);
    return silent(call);
  };
};

describe('a command that changes something', () => {
  test.for([
    ['with --yes', ['--yes']],
    ['without --yes, which would be no help', []],
  ] as const)('is off unless the configuration allows it, %s; that it was tried is recorded', async ([, yes]) => {
    const at = await hostsPlace();
    const { code, stderr } = await at.run(...isolate, ...yes);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('CMD-902') as string });
    expect(stderr).toContain('Set commands: write');
    expect(at.tenant.requests).toEqual([]);
    expect({ calls: await history(at), told: audited(at) }).toEqual({
      calls: ['Refused'],
      told: ['started', 'Refused'],
    });
  });

  test('needs --yes where there is no terminal: 2, nothing is sent', async () => {
    const at = await place();
    const { code, stderr } = await at.run(...isolate);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--yes') as string });
    expect(at.tenant.requests).toEqual([]);
    expect({ calls: await history(at), told: audited(at) }).toEqual({ calls: [], told: [] });
  });

  test('is done with --yes, and told of with who and what', async () => {
    const at = await place();
    const { code, stdout } = await at.run(...isolate, '--yes');
    expect({ code, sent: sent(at) }).toEqual({ code: 0, sent: 1 });
    expect(stdout).toMatch(/Isolate Hosts: Successful\n[^]*action_id: \d+/);
    expect(await history(at)).toEqual(['Successful']);
    const [started, finished] = at.endpoint.received();
    const attributes = { 'cortex_otel.command.name': 'isolate-hosts', 'cortex_otel.command.via': 'cli' };
    expect(started).toMatchObject({ severityNumber: 12, attributes, body: { input: { host_names: 'pc-1' } } });
    expect(finished).toMatchObject({
      severityNumber: 12,
      attributes: { ...attributes, 'user.name': expect.any(String) },
    });
  });

  test('asks on a terminal what will happen, and does it once its name was typed', async () => {
    const at = await place();
    const child = at.startIn({ onTerminal: true }, ...isolate);
    await child.printed('Type isolate-hosts to go on.');
    expect(child.stdout()).toContain('Isolate');
    expect(child.stdout()).toContain(at.tenant.url);
    child.type('yes\r');
    await child.printed('or leave with Ctrl-C');
    expect(sent(at)).toBe(0);
    child.type('\u0015isolate-hosts\r');
    const { code, stdout } = await child.ended;
    expect({ code, sent: sent(at) }).toEqual({ code: 0, sent: 1 });
    expect(stdout).toContain('Successful');
  });

  test.for<[key: string, typed: string]>([
    ['Ctrl-C', '\u0003'],
    ['Ctrl-D', '\u0004'],
    ['Ctrl-D after something else', 'isolate\u0004'],
  ])('is not done when the question is left with %s', async ([, typed]) => {
    const at = await place();
    const child = at.startIn({ onTerminal: true }, ...isolate);
    await child.printed('Type isolate-hosts to go on.');
    child.type(typed);
    const { code, stdout } = await child.ended;
    expect({ code, sent: sent(at) }).toEqual({ code: 1, sent: 0 });
    expect(stdout).toContain('Nothing has been sent.');
    expect(await history(at)).toEqual([]);
  });

  test('is not sent where its call cannot be recorded: 3; what only looks goes on if that can be delivered', async () => {
    const at = await place();
    await at.run('command', 'search-hosts');
    await chmod(join(at.state, 'commands.sqlite'), 0o644);
    const { code, stderr } = await at.run(...isolate, '--yes');
    expect({ code, sent: sent(at) }).toEqual({ code: 3, sent: 0 });
    expect(stderr).toContain('isolate-hosts was not sent, because its call cannot be recorded');
    const looked = await at.run('command', 'search-hosts');
    expect(looked.code).toBe(0);
    expect(looked.stderr).toContain('warning: this call is not recorded');
    expect(audited(at)).toEqual(['started', 'Successful', 'started', 'Successful']);
    at.endpoint.faults.add(otlpFault.status(401));
    const refused = await at.run('command', 'search-hosts');
    expect(refused.code).toBe(3);
    expect(refused.stderr).toContain(
      'search-hosts was not sent, because its call can neither be recorded nor delivered',
    );
  });

  test('can be done while a run holds the state directory', async () => {
    const at = await place();
    const run = at.start('run');
    await run.logged('started');
    expect((await at.run(...isolate, '--yes')).code).toBe(0);
    await expect.poll(() => audited(at)).toEqual(['started', 'Successful']);
    run.kill('SIGTERM');
    expect((await run.ended).code).toBe(0);
    expect(audited(at)).toHaveLength(2);
  });
});

describe('nobody knows whether it was done', () => {
  test('when the connection is cut: 1, with a last line that says so, and it is not sent again', async () => {
    const at = await place();
    at.tenant.faults.add(fault.at(isolatePath, fault.reset('after')));
    const { code, stdout, stderr } = await at.run(...isolate, '--yes');
    expect({ code, sent: sent(at) }).toEqual({ code: 1, sent: 1 });
    expect(stdout).toContain('Nobody knows whether it was done.');
    expect(stderr.trimEnd().split('\n').at(-1)).toMatch(
      /^Nobody knows whether it was done.*: look before you try again\.$/,
    );
    expect(audited(at)).toEqual(['started', 'Failed']);
    expect(at.endpoint.received().at(-1)).toMatchObject({
      severityNumber: 17,
      attributes: { 'cortex_otel.command.unknown_outcomes': 1 },
    });
  });

  test.for<[how: string, signal: NodeJS.Signals]>([
    ['Ctrl-C', 'SIGINT'],
    ['its terminal was closed', 'SIGHUP'],
  ])('after %s in the middle: the result says so, and it is recorded', async ([, signal]) => {
    const at = await place();
    at.tenant.faults.add(fault.at(isolatePath, fault.hang()));
    const child = at.start(...isolate, '--yes');
    await expect.poll(() => sent(at), { timeout: 20_000 }).toBe(1);
    child.kill(signal);
    child.kill('SIGHUP');
    const { code, stderr } = await child.ended;
    expect(code).toBe(1);
    expect(stderr).toContain('Nobody knows whether it was done');
    expect(await history(at)).toEqual(['Failed']);
  });

  test('after a kill in the middle: the history says so, and a run tells of the call', async () => {
    const at = await place();
    at.tenant.faults.add(fault.at(isolatePath, fault.hang()));
    at.endpoint.faults.add(otlpFault.status(503));
    const child = at.start(...isolate, '--yes');
    await expect.poll(() => sent(at), { timeout: 20_000 }).toBe(1);
    child.kill('SIGKILL');
    await child.ended;
    longAfter(at);
    expect((await at.run('command', '--history')).stdout).toContain('Outcome unknown');
    at.endpoint.faults.clear();
    expect((await at.run('run', '--once')).code).toBe(0);
    expect(audited(at)).toEqual(['started', 'lost']);
    await at.run('run', '--once');
    expect(audited(at)).toEqual(['started', 'lost']);
  });
});

describe('audit records', () => {
  test('that the destination did not take are delivered by a run, once each', { timeout: 60_000 }, async () => {
    const at = await place();
    at.endpoint.faults.add(otlpFault.status(503));
    const { code, stderr } = await at.run(...isolate, '--yes');
    expect({ code, sent: sent(at) }).toEqual({ code: 0, sent: 1 });
    expect(stderr).toContain('cortex-otel run does that');
    expect((await at.run('command', '--history')).stdout).toContain('not delivered yet');
    at.endpoint.faults.clear();
    await at.run('run', '--once');
    await at.run('run', '--once');
    expect(audited(at)).toEqual(['started', 'Successful']);
    expect((await at.run('command', '--history')).stdout).not.toContain('not delivered yet');
  });

  test.for<[what: string, trouble: Fault<OtlpCall>, told: readonly string[]]>([
    ['before the destination has taken them', fault.hang(), ['started', 'Successful']],
    ['before the destination has said that it has', takenInSilence, ['started', 'Successful', 'Successful']],
  ])('of a program that is killed %s are delivered by a run', async ([, trouble, told]) => {
    const at = await place();
    const isEnd = ({ records }: OtlpCall) => records.some(({ eventName }) => eventName.endsWith('finished'));
    at.endpoint.faults.add(fault.when(isEnd, trouble));
    const child = at.start(...isolate, '--yes');
    await expect.poll(() => at.endpoint.requests.length, { timeout: 20_000 }).toBe(2);
    child.kill('SIGKILL');
    await child.ended;
    longAfter(at);
    at.endpoint.faults.clear();
    await at.run('run', '--once');
    await at.run('run', '--once');
    expect(audited(at)).toEqual(told);
    const ids = at.endpoint.received().map(({ attributes }) => attributes['log.record.uid']);
    expect(new Set(ids).size).toBe(2);
  });

  test('of a connector that was renamed are delivered under its new id; until then it is said that they wait', async () => {
    const at = await place();
    at.endpoint.faults.add(otlpFault.status(401));
    await at.run(...isolate, '--yes');
    await at.configure({ connector: { id: 'renamed', commands: 'write' } });
    const waiting = '2 audit records of commands wait for connector soc, which is not configured.';
    expect((await at.run('status')).stdout.replaceAll('\n', ' ')).toContain(waiting);
    const { stdout, stderr: beside } = await at.run('status', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ connectors: [{ id: 'renamed' }] });
    expect(beside.replaceAll('\n', ' ')).toContain(waiting);
    at.endpoint.faults.clear();
    const { stderr } = await at.run('run', '--once');
    expect(stderr).toContain('audit records wait for a connector that is not configured');
    expect(audited(at)).toEqual(['started', 'Successful']);
    expect((await at.run('status')).stdout).not.toContain('audit record');
  });

  test('of a destination that is a file stand in it', async () => {
    const at = await place();
    await at.configure({ connector: { commands: 'write' }, rest: { destination: { file: { path: './out.jsonl' } } } });
    await at.run(...isolate, '--yes');
    const text = await readFile(join(at.directory, 'out.jsonl'), 'utf8');
    expect(text.match(/cortex_otel\.command\.(started|finished)/g)).toHaveLength(2);
  });
});
