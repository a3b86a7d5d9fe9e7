import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoKey } from '../../src/testing/index.ts';
import type { Peer } from './wire.ts';

const cli = join(import.meta.dirname, '../../src/cli.ts');
const mostSaidCharacters = 4000;

/** Carried by every request to the endpoint: which life sent it. */
export const lifeHeader = 'x-life';

export interface CollectorOptions {
  /** For configuration and state; the same one is a later life of the same collector. */
  readonly directory: string;
  readonly urls: Readonly<Record<Peer, string>>;
  readonly life: number;
  readonly once: boolean;
  readonly habits: Habits;
}

/** Settings in which collectors differ. */
export interface Habits {
  /** Records of a batch. */
  readonly batchSize: number;
  /** How long one request to the endpoint may take, milliseconds. */
  readonly exportTimeoutMs: number;
}

/** One life of a collector: the program itself, as a person would run it. */
export interface Collector {
  /** Resolves to how it ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  kill(): void;
  /** The end of what it said on standard error. */
  said(): string;
}

export function startCollector(options: CollectorOptions): Collector {
  const args = [cli, 'run', '--config', writeConfiguration(options), ...(options.once ? ['--once'] : [])];
  const env = { ...process.env, KILL_API_KEY: demoKey.key, KILL_LIFE: `life ${options.life}` };
  const child: ChildProcess = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr?.on('data', (data) => (said = `${said}${String(data)}`.slice(-mostSaidCharacters)));
  // Not `exit`: what it said last comes later.
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal }));
  return { ended, kill: () => void child.kill('SIGKILL'), said: () => said };
}

function writeConfiguration({ directory, urls, life, habits }: CollectorOptions): string {
  const connector = {
    id: 'kill',
    sources: ['xdr-incidents', 'xsoar-audit'],
    server_url: urls.tenant,
    api_key_id: demoKey.id,
    api_key: '${env:KILL_API_KEY}',
    poll_interval: '100ms',
    overlap: '10s',
    requests_per_second: 100,
    request_timeout: '1s',
    batch_size: habits.batchSize,
  };
  const otlp = {
    endpoint: urls.endpoint,
    // One life as good as the other: the same record has the same id in both.
    encoding: life % 2 === 0 ? 'json' : 'protobuf',
    headers: { [lifeHeader]: '${env:KILL_LIFE}' },
    timeout: `${habits.exportTimeoutMs}ms`,
    // A batch is one request, so that what a kill repeats can be told: of so few that their size does not split it.
    max_request_records: 500,
  };
  const file = join(directory, 'cortex-otel.yaml');
  // JSON is YAML, too.
  const state = { directory: 'state' };
  writeFileSync(
    file,
    JSON.stringify({ connectors: [connector], destination: { otlp }, state, log: { level: 'warn' } }),
  );
  return file;
}
