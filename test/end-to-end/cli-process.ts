import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { createChangeBell } from '../../src/testing/index.ts';
import type { TimeOrder } from './time-machine.ts';

const cli = join(import.meta.dirname, '../../src/cli.ts');
const timeMachine = join(import.meta.dirname, 'time-machine.ts');

export interface CliOptions {
  readonly args: readonly string[];
  /** Beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Of Node, before the program. */
  readonly nodeArgs?: readonly string[];
}

/** A line of the log; what is no JSON has its text as `event`. */
export type LogLine = { readonly event: string; readonly [field: string]: unknown };

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** The real command line in a process of its own. */
export interface CliProcess {
  readonly pid: number;
  stdout(): string;
  stderr(): string;
  lines(): readonly LogLine[];
  /** The first line, from the `from`th on, that is looked for; fails when the process ends without it. */
  line(found: (line: LogLine) => boolean, from?: number): Promise<LogLine>;
  /** Moves the clocks of the process; resolves once they have moved and its sleepers were woken. */
  time(order: TimeOrder): Promise<void>;
  /** From now on no wait after a failure takes any time. */
  skipWaits(): void;
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ending>;
}

/** Starts the command line. Nothing of it is mocked; its clocks can be moved from here, see {@link TimeOrder}. */
export function startCli({ args, env = {}, nodeArgs = [] }: CliOptions): CliProcess {
  const child = spawn(process.execPath, ['--import', timeMachine, ...nodeArgs, cli, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const said = { stdout: '', stderr: '' };
  const lines: LogLine[] = [];
  const bell = createChangeBell();
  let over = false;
  let skipping = false;
  child.stdout?.on('data', (data) => (said.stdout += String(data)));
  child.stderr?.on('data', (data) => (said.stderr += String(data)));
  // `close`, not `exit`: what was said last comes later.
  const ended = once(child, 'close').then(([code, signal]) => {
    over = true;
    bell.ring();
    return { code, signal } as Ending;
  });
  if (child.stderr) {
    createInterface({ input: child.stderr }).on('line', (text) => {
      const line = parsed(text);
      lines.push(line);
      if (skipping && typeof line['retryInMs'] === 'number') void order(child, { elapse: line['retryInMs'] + 1000 });
      bell.ring();
    });
  }

  async function line(found: (line: LogLine) => boolean, from = 0): Promise<LogLine> {
    const hit = () => lines.slice(from).find((each) => found(each));
    await bell
      .until(() => hit() !== undefined || over, AbortSignal.timeout(20_000))
      .catch((error: unknown) => {
        throw new Error(`no such line; it said:\n${said.stderr}`, { cause: error });
      });
    const result = hit();
    if (!result) throw new Error(`the process ended without such a line; it said:\n${said.stderr}`);
    return result;
  }

  return {
    pid: child.pid ?? 0,
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    lines: () => lines,
    line,
    time: async (wanted) => order(child, wanted),
    skipWaits: () => void (skipping = true),
    signal: (name) => void child.kill(name),
    ended,
  };
}

function parsed(text: string): LogLine {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && 'event' in value) return value as LogLine;
  } catch {
    // A line for people.
  }
  return { event: text };
}

/** A process that has ended meanwhile has no clocks to move. */
async function order(child: ChildProcess, wanted: TimeOrder): Promise<void> {
  if (!child.connected) return;
  const done = new AbortController();
  const obeyed = [once(child, 'message', done), once(child, 'disconnect', done)];
  child.send(wanted, () => undefined);
  await Promise.race(obeyed);
  done.abort();
  await Promise.allSettled(obeyed);
}
