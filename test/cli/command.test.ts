import { describe, expect, test } from 'vitest';
import { sqliteCommandJournal } from '../../src/host/commands/sqlite-command-journal.ts';
import { systemClock } from '../../src/host/system-tools.ts';
import { fault, silentLogger } from '../../src/testing/index.ts';
import { endOf, startOf } from '../host/commands/journaled.ts';
import { runCli } from './cli-process.ts';
import { audited, hostsPlace } from './operator-place.ts';

const quota = ['command', 'get-xql-query-quota'] as const;
const search = ['command', 'search-hosts'] as const;

describe('a command that looks', () => {
  test('prints what it found, and is told of to the destination', async () => {
    const place = await hostsPlace();
    const { code, stdout, stderr } = await place.run(...quota);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Get XQL Query Quota: Successful\n {2}license_quota: \d/);
    expect(audited(place)).toEqual(['started', 'Successful']);
  });

  test('--json prints the result', async () => {
    const place = await hostsPlace();
    const { stdout } = await place.run(...quota, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      command: 'get-xql-query-quota',
      returnData: 'Successful',
      failures: [],
      rawData: { reply: {} },
    });
  });

  test('shows what it found as a table, as wide as there is room', async () => {
    const { stdout } = await (await hostsPlace()).run(...search);
    expect(stdout).toContain('host_names: pc-1, pc-2');
    expect(stdout).toMatch(/^ {4}HOST\.ID +HOST\.NAME .*\n {4}pc-1-id +pc-1 .*\n {4}pc-2-id +pc-2 /m);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('tells once what all rows have alike, where they do not fit otherwise', async () => {
    const { stdout } = await (await hostsPlace()).run(...search);
    expect(stdout).toContain('In all: status CONNECTED; isolation AGENT_UNISOLATED');
  });

  test('shows one record line by line', async () => {
    const { stdout } = await (await hostsPlace()).run(...search, '--set', 'host_names=pc-1');
    expect(stdout).toMatch(/1 record .*\n {4}host\.id: pc-1-id\n {4}host\.name: pc-1\n {4}status: CONNECTED\n/);
    expect(stdout).toMatch(/last_seen_time: \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/);
  });

  test.for<[status: number, code: number]>([
    [401, 4],
    [402, 4],
    [403, 4],
  ])(
    'ends, where the API answers with %d, with %d, and says what to do',
    { timeout: 60_000 },
    async ([status, code]) => {
      const place = await hostsPlace();
      place.tenant.faults.add(fault.status(status));
      const ended = await place.run(...search);
      expect(ended.code).toBe(code);
      expect(ended.stdout).toContain('Search Hosts: Failed');
      const said = new RegExp(`Search Hosts failed\\. Status code: ${status}\\. Message: [^]*\\n {4}-> `);
      expect(ended.stdout).toMatch(said);
      expect(audited(place)).toEqual(['started', 'Failed']);
    },
  );

  test('that does only some of it ends with 1, and says of each of the others why not', async () => {
    const place = await hostsPlace();
    const { code, stdout } = await place.run(...search, '--input', '{"host_names":["pc-1","nope"]}');
    expect(code).toBe(1);
    expect(stdout).toContain('Search Hosts: Partially Successful');
    expect(stdout).toMatch(/Search Hosts failed\. nope: Status code: 404\. Message: There is no host named/);
  });

  test('is not done where the connector has commands: off', async () => {
    const place = await hostsPlace({ commands: 'off' });
    const { code, stderr } = await place.run(...search);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('CMD-902') as string });
    expect(place.tenant.requests).toEqual([]);
    expect(audited(place)).toEqual(['started', 'Refused']);
  });

  test('that nobody waits for any more ends at once, and is recorded as interrupted', async () => {
    const place = await hostsPlace();
    place.tenant.faults.add(fault.hang());
    const child = place.start(...search);
    await expect.poll(() => place.tenant.requests.length, { timeout: 20_000 }).toBeGreaterThan(0);
    child.kill('SIGINT');
    expect((await child.ended).code).toBe(130);
    expect(audited(place)).toEqual(['started', 'Interrupted']);
  });
});

describe('the connector', () => {
  test('is the only one whose source knows the command', async () => {
    const place = await hostsPlace();
    await place.configure({ others: [{ id: 'playbooks', source: 'xsoar-audit' }] });
    expect((await place.run(...quota)).code).toBe(0);
  });

  test.for<[what: string, says: string, args: readonly string[]]>([
    ['several know the command', 'Give --connector one of soc, audit.', []],
    ['the one that was named does not', 'playbooks is a connector of xsoar-audit', ['--connector', 'playbooks']],
    ['there is none of this name', 'Did you mean audit?', ['--connector', 'adit']],
  ])('is asked for where %s: 2', async ([, says, args]) => {
    const place = await hostsPlace();
    await place.configure({
      others: [
        { id: 'playbooks', source: 'xsoar-audit' },
        { id: 'audit', source: 'xdr-audit' },
      ],
    });
    const { code, stderr } = await place.run(...quota, ...args);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining(says) as string });
  });
});

describe('help', () => {
  test('lists the commands by what they do, without a configuration', async () => {
    const { code, stdout } = await runCli(['command', '--help']);
    expect(code).toBe(0);
    const [looking = '', changing = ''] = stdout.split('Commands that change something');
    expect(looking).toContain('  search-hosts ');
    expect(changing).toContain('  isolate-hosts ');
    expect(looking).not.toContain('  isolate-hosts ');
  });

  test.for([
    ['command', '--help', 'isolate-hosts'],
    ['command', 'isolate-hosts', '--help'],
    ['command', 'isolate-hosts', '-h'],
  ])('%s %s %s says what it needs, without a configuration', async (args) => {
    const { code, stdout } = await runCli(args);
    expect(code).toBe(0);
    for (const text of ['Isolate Hosts (changes something)', 'Permission:', 'Licence:', 'commands: write', '--yes']) {
      expect(stdout).toContain(text);
    }
    expect(stdout).toMatch(/^ {2}shared_names \(refuse \| newest \| all\)$/m);
  });

  test('comes where no command was named: 2', async () => {
    const { code, stderr } = await runCli(['command']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('  search-hosts ') as string });
  });

  test('knows which command was meant: 2', async () => {
    const { code, stderr } = await runCli(['command', 'isolate-host']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('Did you mean isolate-hosts?') as string,
    });
  });
});

describe('history', () => {
  test('says what was run, by whom, and what came of it, newest first', async () => {
    const place = await hostsPlace();
    await place.run(...quota);
    await place.run(...search, '--set', 'host_names=nope');
    const { code, stdout } = await place.run('command', '--history');
    expect(code).toBe(0);
    expect(stdout).toMatch(/search-hosts {2}Failed\n[^]*By .* \(cli, .*\)\.[^]*1 failure: There is no host named/);
    expect(stdout.indexOf('search-hosts')).toBeLessThan(stdout.indexOf('get-xql-query-quota'));
    expect((await place.run('command', '--history', '--limit', '1')).stdout).not.toContain('get-xql-query-quota');
  });

  test('of one command is that of no other, however many of those were run since', async () => {
    const place = await hostsPlace();
    await place.run(...quota);
    await place.run(...search, '--set', 'host_names=nope');
    const { stdout } = await place.run('command', 'get-xql-query-quota', '--history', '--limit', '1');
    expect(stdout).toContain('get-xql-query-quota  Successful');
    expect(stdout).not.toContain('search-hosts');
    const never = await place.run('command', 'scan-hosts', '--history');
    expect(never).toMatchObject({ code: 0, stderr: 'scan-hosts was not run with connector soc.\n' });
    expect(await place.run('command', 'scan-host', '--history')).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Did you mean scan-hosts?') as string,
    });
  });

  test('says of what nobody knows, also where it is none of the failures that are kept', async () => {
    const place = await hostsPlace();
    const journal = sqliteCommandJournal(place.state, { clock: systemClock(), logger: silentLogger() });
    await journal.begin(startOf('c1'));
    await journal.finish(startOf('c1'), endOf({ outcome: 'Failed', moreFailures: 300, moreUnknown: 1 }));
    const { stdout } = await place.run('command', '--history');
    expect(stdout).toContain('300 failures');
    expect(stdout).toContain('Nobody knows whether it was done.');
  });

  test('is that of the only connector that commands can be run with', async () => {
    const place = await hostsPlace();
    await place.configure({ others: [{ id: 'playbooks', source: 'xsoar-audit' }] });
    await place.run(...quota);
    expect((await place.run('command', '--history')).stdout).toContain('get-xql-query-quota  Successful');
    await place.configure({ others: [{ id: 'audit', source: 'xdr-audit' }] });
    const { code, stderr } = await place.run('command', '--history');
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('Give --connector one of soc, audit.') as string,
    });
  });

  test('needs no secret, and says where there is none', async () => {
    const place = await hostsPlace();
    await place.configure({ connector: { api_key: '${env:NO}' } });
    const { code, stderr } = await place.run('command', '--history');
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'No command was run with connector soc.\n' });
  });
});
