import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, constants, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ocsfVersion } from '../../src/plugin/mapping/ocsf/ocsf-class.ts';
import { PythonMissingError } from './python-missing-error.ts';

const run = promisify(execFile);

const script = fileURLToPath(new URL('validate-ocsf.py', import.meta.url));
const requirements = fileURLToPath(new URL('ocsf-requirements.txt', import.meta.url));

/** Problems of events, by their place in the list: none where all are as the official schema says. */
export type OcsfValidator = (events: readonly string[]) => Promise<ReadonlyMap<number, readonly string[]>>;

/**
 * A published validator of the official schema, installed by pinned hashes into `$XDG_CACHE_HOME/cortex-otel`.
 * @throws PythonMissingError when there is no `python3` that can make a virtual environment.
 */
export async function ocsfValidator(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<OcsfValidator> {
  const python = await installed(env, say);
  return async (events) => {
    const child = spawn(python, [script, ocsfVersion], { stdio: ['pipe', 'pipe', 'inherit'] });
    const output = text(child.stdout);
    child.stdin.end(events.map((event) => `${event}\n`).join(''));
    return problemsIn(await output, events.length);
  };
}

async function installed(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<string> {
  const digest = createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex')
    .slice(0, 8);
  const cache = join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cortex-otel');
  const environment = join(cache, `ocsf-${digest}`);
  const python = join(environment, 'bin', 'python3');
  if (await isExecutable(python)) return python;
  say(`installing the validator of OCSF ${ocsfVersion} into ${environment}`);
  await mkdir(cache, { recursive: true });
  const workspace = await mkdtemp(join(cache, 'ocsf-'));
  try {
    await makeEnvironment(workspace, env);
    const pip = ['-m', 'pip', 'install', '--quiet', '--require-hashes', '--only-binary=:all:', '-r', requirements];
    await run(join(workspace, 'bin', 'python3'), pip, { env });
    // Only a whole environment ever gets the name that is looked for. Its interpreter finds its packages by itself.
    await rename(workspace, environment);
  } catch (error) {
    await rm(workspace, { recursive: true, force: true });
    throw error;
  }
  return python;
}

async function makeEnvironment(directory: string, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await run('python3', ['-m', 'venv', directory], { env });
  } catch (cause) {
    throw new PythonMissingError('Install Python 3.10 or newer with venv, so that `python3` is on the PATH.', {
      cause,
    });
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

function problemsIn(output: string, expected: number): ReadonlyMap<number, readonly string[]> {
  const lines = output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Said);
  const last = lines.at(-1);
  if (last?.validated !== expected) throw new Error(`of ${expected} events the validator has seen ${last?.validated}`);
  const problems = new Map<number, string[]>();
  for (const { line, problem } of lines) {
    if (line !== undefined && problem !== undefined) problems.set(line, [...(problems.get(line) ?? []), problem]);
  }
  return problems;
}

interface Said {
  readonly line?: number;
  readonly problem?: string;
  readonly validated?: number;
}
