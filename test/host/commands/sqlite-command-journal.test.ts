import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, open, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Clock } from '../../../src/contract/index.ts';
import { type CommandJournal, historyLength, holdMs, mostDue } from '../../../src/host/commands/command-journal.ts';
import { migrations } from '../../../src/host/commands/journal-migrations.ts';
import { sqliteCommandJournal } from '../../../src/host/commands/sqlite-command-journal.ts';
import { tryDirectoryLock } from '../../../src/host/state/directory-lock.ts';
import { digest } from '../../../src/host/state/digest.ts';
import { systemClock } from '../../../src/host/system-tools.ts';
import { createVirtualClock, silentLogger } from '../../../src/testing/index.ts';
import { endOf, startOf } from './journaled.ts';

let directory: string;
let state: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'journal-'));
  state = join(directory, 'state');
});
afterEach(async () => rm(directory, { recursive: true, force: true }));

const clock = createVirtualClock(Date.parse('2026-11-01T08:00:00Z'));

function opened(warnings: string[] = []): CommandJournal {
  const note = (_: unknown, event: string) => void warnings.push(event);
  const logger = { ...silentLogger(), warn: note, error: note };
  return sqliteCommandJournal(state, { clock, logger });
}

const years = 10 * 365 * 86_400_000;
const settle = async (journal: CommandJournal, id: string) =>
  journal.settled([
    { id, phase: 'start' },
    { id, phase: 'end' },
  ]);
const phasesOf = async (journal: CommandJournal, connector = 'soc') =>
  (await journal.due(connector, 100)).map(({ phase, start }) => `${start.id} ${phase}`);

describe('a call', () => {
  test('is there, running, from the moment it began, and shows what came of it', async () => {
    const journal = opened();
    await journal.begin(startOf('one'));
    expect(await journal.history('soc', { limit: 10 })).toMatchObject([{ state: 'running', start: startOf('one') }]);
    await journal.finish(startOf('one'), endOf());
    const [call] = await opened().history('soc', { limit: 10 });
    expect(call).toMatchObject({ state: 'ended', end: endOf(), settled: { start: false, end: false } });
    expect(await journal.history('other', { limit: 10 })).toEqual([]);
  });

  test('shows which of its audit records are settled', async () => {
    const journal = opened();
    const settled = async () => (await journal.find('soc', 'one'))?.settled;
    await journal.begin(startOf('one'));
    await journal.settled([{ id: 'one', phase: 'start' }]);
    expect(await settled()).toEqual({ start: true, end: false });
    await journal.finish(startOf('one'), endOf());
    await journal.settled([{ id: 'one', phase: 'end' }]);
    expect(await settled()).toEqual({ start: true, end: true });
  });

  test('is lost, in place of running, some time after the last word of it', async () => {
    const journal = opened();
    await journal.begin(startOf('one'));
    await clock.advance(holdMs - 1);
    expect(await journal.history('soc', { limit: 1 })).toMatchObject([{ state: 'running' }]);
    await journal.hold('one');
    await clock.advance(holdMs - 1);
    expect(await journal.history('soc', { limit: 1 })).toMatchObject([{ state: 'running' }]);
    await clock.advance(1);
    expect(await journal.history('soc', { limit: 1 })).toMatchObject([{ state: 'lost' }]);
  });
});

test('a call that was lost with a damaged journal is there again once it has ended', async () => {
  const journal = opened();
  await journal.begin(startOf('one'));
  await truncate(join(state, 'commands.sqlite'), 0);
  await journal.begin(startOf('two'));
  await journal.finish(startOf('one'), endOf());
  expect(await journal.find('soc', 'one')).toMatchObject({ state: 'ended', start: startOf('one'), end: endOf() });
  await journal.release('one');
  expect(await phasesOf(journal)).toEqual(['one start', 'one end']);
});

describe('audit records are due', () => {
  test('once whoever ran the call has let go of it, until they are settled', async () => {
    const journal = opened();
    await journal.begin(startOf('one'));
    await journal.finish(startOf('one'), endOf());
    expect(await phasesOf(journal)).toEqual([]);
    await journal.release('one');
    expect(await phasesOf(journal)).toEqual(['one start', 'one end']);
    await journal.settled([{ id: 'one', phase: 'start' }]);
    expect(await phasesOf(journal)).toEqual(['one end']);
    await settle(journal, 'one');
    expect(await phasesOf(journal)).toEqual([]);
  });

  test('of a call that was killed: of its beginning, and that it is lost; of its end should it come all the same', async () => {
    const journal = opened();
    await journal.begin(startOf('one'));
    await clock.advance(holdMs);
    expect(await phasesOf(journal)).toEqual(['one start', 'one lost']);
    await journal.settled([{ id: 'one', phase: 'start' }]);
    expect(await phasesOf(journal)).toEqual(['one lost']);
    await journal.settled([{ id: 'one', phase: 'lost' }]);
    expect(await phasesOf(journal)).toEqual([]);
    await journal.finish(startOf('one'), endOf());
    await journal.release('one');
    expect(await phasesOf(journal)).toEqual(['one end']);
  });

  test('of a call whose end was told and could not be recorded: not that it is lost', async () => {
    const journal = opened();
    await journal.begin(startOf('one'));
    await settle(journal, 'one');
    await journal.release('one');
    expect(await phasesOf(journal)).toEqual([]);
  });
});

test('a hold by a clock that was years ahead holds nothing', async () => {
  const journal = opened();
  clock.jump(years);
  await journal.begin(startOf('one'));
  clock.jump(-years);
  expect(await phasesOf(journal)).toEqual(['one start', 'one lost']);
  expect(await journal.history('soc', { limit: 1 })).toMatchObject([{ state: 'lost' }]);
});

test('a call is found by its id, with its connector only', async () => {
  const journal = opened();
  await journal.begin(startOf('one'));
  await journal.begin(startOf('two'));
  expect(await journal.find('soc', 'one')).toMatchObject({ state: 'running', start: startOf('one') });
  expect(await journal.find('other', 'one')).toBeUndefined();
  expect(await journal.find('soc', 'three')).toBeUndefined();
});

test('the history is read page by page, newest first', async () => {
  const journal = opened();
  for (const id of ['1', '2', '3', '4', '5']) await journal.begin(startOf(id));
  const first = await journal.history('soc', { limit: 2 });
  const beforeSequence = first.at(-1)!.sequence;
  const next = await journal.history('soc', { limit: 2, beforeSequence });
  expect([...first, ...next].map(({ start }) => start.id)).toEqual(['5', '4', '3', '2']);
});

test('old calls go, none with an audit record to be delivered', { timeout: 60_000 }, async () => {
  const journal = opened();
  await journal.begin(startOf('due'));
  await journal.release('due');
  await journal.begin(startOf('other connector', { connector: 'other' }));
  await settle(journal, 'other connector');
  await journal.begin(startOf('settled'));
  await settle(journal, 'settled');
  await journal.release('settled');
  fill(historyLength, 1);
  await journal.begin(startOf('last'));
  const ids = (await journal.history('soc', { limit: 2000 })).map(({ start }) => start.id);
  expect(ids).toContain('due');
  expect(ids).not.toContain('settled');
  expect(ids.length).toBe(historyLength + 1);
  expect(await journal.history('other', { limit: 5 })).toHaveLength(1);
});

test('how many calls have ended in which way is counted, each once', async () => {
  const journal = opened();
  for (const id of ['1', '2', '3']) await journal.begin(startOf(id));
  await journal.finish(startOf('1'), endOf());
  await journal.finish(startOf('1'), endOf());
  await journal.finish(startOf('2'), endOf({ outcome: 'Failed' }));
  await settle(journal, '2');
  for (const id of ['1', '2', '3']) await journal.release(id);
  const counted = { connector: 'soc', command: 'isolate-hosts', calls: 1 };
  expect(await journal.standing()).toEqual({
    due: [{ connector: 'soc', records: 4 }],
    ended: [
      { ...counted, outcome: 'Failed' },
      { ...counted, outcome: 'Successful' },
    ],
  });
});

test('a connector of which too much waits to be delivered gets no more', async () => {
  const journal = opened();
  await journal.begin(startOf('one'));
  fill(mostDue - 1, 0);
  await expect(journal.begin(startOf('more'))).rejects.toMatchObject({ kind: 'state', code: 'CMD-904' });
  await journal.begin(startOf('elsewhere', { connector: 'other' }));
});

/** So many more calls as the first one, nobody's any more. */
function fill(count: number, settled: 0 | 1): void {
  const database = new DatabaseSync(join(state, 'commands.sqlite'));
  database.exec('BEGIN');
  const insert = database.prepare(
    'INSERT INTO call (id, connector, started, started_digest, held_until, start_settled, lost_settled) VALUES (?, ?, ?, ?, 0, ?, ?)',
  );
  for (let number = 0; number < count; number += 1) {
    const start = startOf(`filled ${number}`);
    const text = JSON.stringify(start);
    insert.run(start.id, start.connector, text, digest('started', start.id, text), settled, settled);
  }
  database.exec('COMMIT');
  database.close();
}

describe('the file', () => {
  test('is for its owner alone, and is not made by whoever only looks', async () => {
    const journal = opened();
    expect(await journal.history('soc', { limit: 1 })).toEqual([]);
    expect(await phasesOf(journal)).toEqual([]);
    await expect(stat(state)).rejects.toThrow('ENOENT');
    await journal.begin(startOf('one'));
    expect((await stat(state)).mode & 0o777).toBe(0o700);
    expect((await stat(join(state, 'commands.sqlite'))).mode & 0o777).toBe(0o600);
  });

  test('of an older version is brought up to date', async () => {
    await mkdir(state, { mode: 0o700 });
    const path = join(state, 'commands.sqlite');
    await writeFile(path, '', { mode: 0o600 });
    const database = new DatabaseSync(path);
    database.exec(`PRAGMA journal_mode = WAL; PRAGMA application_id = ${0x6378636d}`);
    database.exec(`${migrations[0]} PRAGMA user_version = 1`);
    const text = JSON.stringify(startOf('one'));
    database
      .prepare('INSERT INTO call (id, connector, started, started_digest, held_until) VALUES (?, ?, ?, ?, 0)')
      .run('one', 'soc', text, digest('started', 'one', text));
    database.close();
    await opened().finish(startOf('one'), endOf());
    expect(await opened().find('soc', 'one')).toMatchObject({ state: 'ended', start: startOf('one') });
  });

  test('of a newer version is left as it is', async () => {
    await opened().begin(startOf('one'));
    const database = new DatabaseSync(join(state, 'commands.sqlite'));
    database.exec('PRAGMA user_version = 99');
    database.close();
    const refusal = { kind: 'state', code: 'CMD-904', message: expect.stringContaining('version 99') as string };
    await expect(opened().begin(startOf('two'))).rejects.toMatchObject(refusal);
    expect((await readdir(state)).filter((name) => name.includes('damaged'))).toEqual([]);
  });

  test('that others can read is refused', async () => {
    await opened().begin(startOf('one'));
    const file = await open(join(state, 'commands.sqlite'));
    await file.chmod(0o644);
    await file.close();
    await expect(opened().begin(startOf('two'))).rejects.toMatchObject({ kind: 'state', code: 'DISK-702' });
  });

  test.for<[what: string, damage: (path: string) => Promise<void>]>([
    ['emptied', async (path) => truncate(path, 0)],
    ['cut', async (path) => truncate(path, 5000)],
    ['another', async (path) => writeFile(path, 'no database at all'.repeat(500), { mode: 0o600 })],
  ])('that is %s is put aside, and that nothing of it is left is told', async ([, damage]) => {
    const warnings: string[] = [];
    const journal = opened(warnings);
    await journal.begin(startOf('one'));
    await damage(join(state, 'commands.sqlite'));
    await journal.begin(startOf('two'));
    expect(warnings).toContain('commands: damaged journal put aside, nothing in it can be read');
    expect((await journal.history('soc', { limit: 5 })).map(({ start }) => start.id)).toContain('two');
    expect((await readdir(state)).some((name) => name.startsWith('commands.damaged-2026'))).toBe(true);
  });

  test('that another process has been making for too long is told of as what cannot be used', async () => {
    await mkdir(state, { mode: 0o700 });
    const lock = tryDirectoryLock(join(state, 'commands.lock'));
    const failure = opened()
      .begin(startOf('one'))
      .catch((error: unknown) => error);
    await clock.advance(6000);
    expect(await failure).toMatchObject({ kind: 'state', code: 'DISK-702' });
    lock?.release();
    await opened().begin(startOf('one'));
  });

  test('that cannot be made leaves nothing waiting', async () => {
    await mkdir(join(state, 'commands.lock'), { recursive: true, mode: 0o700 });
    const waits: AbortSignal[] = [];
    const sleep: Clock['sleep'] = async (ms, signal) => {
      waits.push(signal);
      return clock.sleep(ms, signal);
    };
    const journal = sqliteCommandJournal(state, { clock: { ...clock, sleep }, logger: silentLogger() });
    await expect(journal.begin(startOf('one'))).rejects.toMatchObject({ kind: 'state' });
    expect(waits.map(({ aborted }) => aborted)).toEqual([true]);
  });

  test('with a call that was altered is put aside, and the other calls are carried over', async () => {
    const warnings: string[] = [];
    const journal = opened(warnings);
    for (const id of ['one', 'two', 'three']) {
      await journal.begin(startOf(id));
      await journal.release(id);
    }
    const database = new DatabaseSync(join(state, 'commands.sqlite'));
    database.exec(`UPDATE call SET started = replace(started, 'ana', 'eve') WHERE id = 'two'`);
    database.close();
    expect(await phasesOf(journal)).toEqual(['one start', 'one lost', 'three start', 'three lost']);
    expect(warnings).toContain('commands: damaged journal put aside');
  });
});

test('while another program has it, it is waited for, and everything else goes on', { timeout: 20_000 }, async () => {
  const journal = sqliteCommandJournal(state, { clock: systemClock(), logger: silentLogger() });
  await journal.begin(startOf('one'));
  const other = new DatabaseSync(join(state, 'commands.sqlite'));
  other.exec('BEGIN EXCLUSIVE');
  let turns = 0;
  const turning = setInterval(() => (turns += 1), 10);
  const begun = journal.begin(startOf('two'));
  await expect.poll(() => turns, { timeout: 10_000 }).toBeGreaterThan(20);
  other.close();
  await begun;
  clearInterval(turning);
  expect(await journal.history('soc', { limit: 9 })).toHaveLength(2);
});

test('several processes write it at once, from its making on, and nothing is lost', { timeout: 60_000 }, async () => {
  const writer = join(import.meta.dirname, 'journal-writer.ts');
  const processes = ['a', 'b', 'c'].map(async (name) =>
    promisify(execFile)(process.execPath, [writer, state, name, '30']),
  );
  await Promise.all(processes);
  const calls = await opened().history('soc', { limit: 1000 });
  expect(calls.filter(({ state: how }) => how === 'ended')).toHaveLength(90);
  expect(new Set(calls.map(({ start }) => start.id)).size).toBe(90);
});
