import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { demoKey } from '../src/testing/index.ts';
import { toEnvironment } from './bench-environment.ts';
import { cliCommand } from './cli-command.ts';
import type { Usage } from './measure-usage.ts';
import { productConfiguration } from './product-configuration.ts';
import type { Servers } from './start-servers.ts';
import { pageSize, type Workload } from './workload.ts';

const execute = promisify(execFile);
const preload = fileURLToPath(new URL('./measure-usage.ts', import.meta.url));
const scripts = {
  floor: fileURLToPath(new URL('./floor.ts', import.meta.url)),
  stock: fileURLToPath(new URL('./stock.ts', import.meta.url)),
};
const limitMs = 10 * 60_000;

/** What one collector used, and how many records the endpoint had accepted when it was done. */
export interface Run extends Usage {
  readonly arrived: number;
}

export interface RunOptions {
  /** Which endpoint; default: one that works. */
  readonly opening?: 'open' | 'open to keep' | 'open in trouble';
  /** What it uses is counted once it has asked for so many records. Default 0. */
  readonly warmRecords?: number;
}

/** Lets a collector, in a process of its own, bring everything the tenant holds to a fresh endpoint. */
export async function runCollector(workload: Workload, servers: Servers, options: RunOptions = {}): Promise<Run> {
  const { opening = 'open', warmRecords = 0 } = options;
  const directory = await mkdtemp(join(tmpdir(), 'cortex-otel-bench-'));
  const told = { ...workload, ...(await servers.ask(opening)) };
  const usage = join(directory, 'usage.json');
  const env = {
    ...process.env,
    ...toEnvironment(told),
    BENCH_USAGE: usage,
    BENCH_API_KEY: demoKey.key,
    BENCH_WARM_REQUESTS: String(warmRecords / pageSize),
  };
  const command =
    workload.collector === 'product'
      ? [...cliCommand, 'run', '--once', '--config', await productConfiguration(directory, told)]
      : [scripts[workload.collector]];
  try {
    await execute(process.execPath, ['--import', preload, ...command], { env, timeout: limitMs });
    const used = JSON.parse(await readFile(usage, 'utf8')) as Usage;
    return { ...used, arrived: await servers.ask('records') };
  } finally {
    await rm(directory, { recursive: true });
  }
}
