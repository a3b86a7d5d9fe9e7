import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { acquireDirectoryLock, isDirectoryHeld, tryDirectoryLock } from '../../../src/host/state/directory-lock.ts';
import { openSqliteStateReader } from '../../../src/host/state/sqlite-reader.ts';
import { prepareStateDirectory, statePaths } from '../../../src/host/state/state-directory.ts';
import { stateTools, temporaryDirectory } from './state-tools.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let children: ChildProcessWithoutNullStreams[];
/** Of each child: resolves when its last line has been read. */
const heard = new WeakMap<ChildProcessWithoutNullStreams, Promise<unknown>>();
beforeEach(() => {
  directory = temporaryDirectory();
  children = [];
});
afterEach(async () => {
  await Promise.all(children.map(kill));
  directory.remove();
});

const script = join(import.meta.dirname, 'commit-forever.ts');

/** The committing process, and what it said so far. */
function start(command = [process.execPath, script, directory.path]) {
  const [program = '', ...parameters] = command;
  const child = spawn(program, parameters);
  children.push(child);
  const said: string[] = [];
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => said.push(line));
  heard.set(child, once(lines, 'close'));
  const errors: string[] = [];
  child.stderr.on('data', (data) => errors.push(String(data)));
  const exited = once(child, 'exit');
  /** Resolves once a line beyond `from` is what is waited for, or fails with what was said on stderr. */
  const until = async (found: (line: string) => boolean, from = 0) => {
    while (!said.slice(from).some(found)) {
      const ended = child.exitCode !== null || child.signalCode !== null;
      if (ended) throw new Error(`The process ended: ${errors.join('')}`);
      await Promise.race([once(lines, 'line'), exited]);
    }
  };
  return { child, said, until };
}

async function kill(child: ChildProcessWithoutNullStreams) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  // All that it said has to arrive, so not `exit` but `close`, of the process and of the reader.
  const closed = once(child, 'close');
  child.kill('SIGKILL');
  await Promise.all([closed, heard.get(child)]);
}

const isPosition = (line: string) => /^\d+$/.test(line);

async function stored() {
  const reader = await openSqliteStateReader(directory.path);
  const position = Number((await reader.load('a'))?.checkpoint?.['position']);
  const [totals] = await reader.deadLetterTotals();
  await reader.close();
  return { position, deadLetters: totals?.entries };
}

test('what was acknowledged survives every kill, and dead letters agree with the checkpoint', async () => {
  let acknowledged = 0;
  for (let life = 0; life < 12; life++) {
    const { child, said, until } = start();
    await until(isPosition);
    await sleep(life * 7);
    await kill(child);
    const last = Number(said.findLast(isPosition));
    expect(last).toBeGreaterThan(acknowledged);
    const { position, deadLetters } = await stored();
    expect([last, last + 1]).toContain(position);
    expect(deadLetters).toBe(position);
    acknowledged = position;
  }
}, 60_000);

test('a standby takes over soon after a kill, and goes on where the other one was', async () => {
  const first = start();
  await first.until(isPosition);
  expect(isDirectoryHeld(join(directory.path, 'lock.db'))).toBe(true);
  const second = start();
  await second.until((line) => line === 'standby');
  expect(second.said).toEqual(['standby']);
  await kill(first.child);
  const before = performance.now();
  await second.until((line) => line === 'open');
  // How often it looks is for directory-lock.test.ts; a machine that is busy with other tests is late itself.
  expect(performance.now() - before).toBeLessThan(5000);
  await second.until(isPosition);
  const [before_, after] = [first.said.findLast(isPosition), second.said.find(isPosition)].map(Number);
  expect(after).toBeGreaterThan(before_ ?? Number.NaN);
  await kill(second.child);
  expect(isDirectoryHeld(join(directory.path, 'lock.db'))).toBe(false);
});

test.skipIf(process.platform === 'win32')(
  'a disk that takes no more is told as such, loses nothing, and heals by itself',
  async () => {
    // In blocks of 512 bytes or of 1 KiB: either way the log soon meets it, and is empty again once it was folded in.
    const limited = `ulimit -f 400; exec "$0" "$@"`;
    const { child, said, until } = start(['sh', '-c', limited, process.execPath, script, directory.path]);
    await until((line) => line.startsWith('failed'));
    expect(said.filter((line) => line.startsWith('failed'))).toContain('failed DISK-702');
    await until(
      isPosition,
      said.findIndex((line) => line.startsWith('failed')),
    );
    await kill(child);
    const positions = said.filter(isPosition).map(Number);
    expect(positions).toEqual(positions.toSorted((a, b) => a - b));
    const { position, deadLetters } = await stored();
    expect(position).toBeGreaterThanOrEqual(positions.at(-1) ?? Number.NaN);
    expect(deadLetters).toBe(position);
  },
);

test('a lock is held until it is released, and looking at it changes nothing', async () => {
  const paths = statePaths(directory.path);
  expect(isDirectoryHeld(paths.lock)).toBe(false);
  prepareStateDirectory(paths);
  const lock = tryDirectoryLock(paths.lock);
  expect(lock).toBeDefined();
  expect(isDirectoryHeld(paths.lock)).toBe(true);
  expect(tryDirectoryLock(paths.lock)).toBeUndefined();
  expect(isDirectoryHeld(paths.lock)).toBe(true);
  const { clock } = stateTools();
  const next = acquireDirectoryLock(paths.lock, { clock, onStandby: () => lock?.release() }, AbortSignal.timeout(5000));
  (await next).release();
  expect(isDirectoryHeld(paths.lock)).toBe(false);
});

test('a lock file that is none is told as such', () => {
  const paths = statePaths(directory.path);
  prepareStateDirectory(paths);
  writeFileSync(paths.lock, 'x'.repeat(2000), { mode: 0o600 });
  expect(() => tryDirectoryLock(paths.lock)).toThrow(/lock\.db is no lock/);
  expect(() => isDirectoryHeld(paths.lock)).toThrow(/lock\.db is no lock/);
});
