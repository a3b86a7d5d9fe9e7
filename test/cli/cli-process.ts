import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createChangeBell } from '../../src/testing/index.ts';

const cli = join(import.meta.dirname, '../../src/cli.ts');
const compileCache = join(import.meta.dirname, '../../node_modules/.cache/cortex-otel');

export interface CliEnd {
  /** Null when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The real program, as a child process. */
export interface CliProcess {
  readonly pid: number;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The lines of its log so far. */
  readonly log: () => readonly LogLine[];
  /** Resolves when the log holds a line of this event, and as many of them as asked for. */
  logged(event: string, times?: number): Promise<LogLine>;
  /** Resolves when it has said this. */
  printed(text: string): Promise<void>;
  /** To standard input, where it has one. */
  type(text: string): void;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<CliEnd>;
}

export interface LogLine {
  readonly event: string;
  readonly [field: string]: unknown;
}

export type Environment = Readonly<Record<string, string>>;

export interface CliSurroundings {
  /** What it is given on standard input; default: nothing, and no terminal. */
  readonly input?: string;
  /** Where it is started. */
  readonly cwd?: string;
  /** On a terminal of its own, where everything it says is standard output, and `type` types. */
  readonly onTerminal?: boolean;
}

export function startCli(
  args: readonly string[],
  env: Environment = {},
  { input, cwd, onTerminal = false }: CliSurroundings = {},
): CliProcess {
  // `script` (util-linux) is what gives a program a terminal; its size is for us to say.
  const onOne = `stty cols 160 rows 40; exec ${cliWords(args)}`;
  const child = spawn(
    onTerminal ? 'script' : process.execPath,
    onTerminal ? ['-qefc', onOne, '/dev/null'] : [cli, ...args],
    {
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compileCache, ...env },
      stdio: [input === undefined && !onTerminal ? 'ignore' : 'pipe', 'pipe', 'pipe'],
      cwd,
    },
  );
  if (input !== undefined) child.stdin?.end(input);
  const bell = createChangeBell();
  const printed = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (text: string) => {
      printed[name] += text;
      bell.ring();
    });
  }
  const log = () => logLines(printed.stderr);
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...printed }));
  return {
    pid: child.pid!,
    stdout: () => printed.stdout,
    stderr: () => printed.stderr,
    log,
    async logged(event, times = 1) {
      const found = () => log().filter((line) => line.event === event);
      const early = new AbortController();
      void ended.then(() => early.abort(new Error(`ended without "${event}":\n${printed.stderr}`)));
      const late = AbortSignal.timeout(20_000);
      await bell
        .until(() => found().length >= times, AbortSignal.any([early.signal, late]))
        .catch((error: unknown) => {
          throw late.aborted ? new Error(`no "${event}" in time:\n${printed.stderr}`) : error;
        });
      return found()[times - 1]!;
    },
    async printed(text) {
      const early = new AbortController();
      void ended.then(() => early.abort(new Error(`ended without "${text}":\n${printed.stdout}${printed.stderr}`)));
      const stop = AbortSignal.any([early.signal, AbortSignal.timeout(20_000)]);
      await bell.until(() => (printed.stdout + printed.stderr).includes(text), stop);
    },
    type: (text) => void child.stdin?.write(text),
    kill: (signal) => void child.kill(signal),
    ended,
  };
}

/** The program as words of a shell. */
export function cliWords(args: readonly string[]): string {
  return [process.execPath, cli, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
}

export async function runCli(args: readonly string[], env?: Environment): Promise<CliEnd> {
  return startCli(args, env).ended;
}

function logLines(stderr: string): readonly LogLine[] {
  return stderr
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as LogLine);
}
