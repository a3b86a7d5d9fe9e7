import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { readStatusFile } from '../../src/host/status-file.ts';
import type { StatusReport } from '../../src/host/status/status-report.ts';
import {
  demoKey,
  type FakeOtlpEndpoint,
  type FakeTenant,
  type FakeTenantOptions,
  type JsonObject,
  startFakeOtlpEndpoint,
  startFakeTenant,
} from '../../src/testing/index.ts';
import { type CliOptions, type CliProcess, startCli } from './cli-process.ts';

/** Enough for what takes no more than a second or two, also on a busy machine. */
export const patience = () => AbortSignal.timeout(25_000);

export interface Settings {
  readonly connectors?: readonly JsonObject[];
  readonly otlp?: JsonObject;
  /** In place of `destination` and `state`, and beside them. */
  readonly rest?: JsonObject;
}

/** A tenant, an endpoint, and a directory with a configuration for a collector between them. */
export interface Site {
  readonly directory: string;
  readonly state: string;
  readonly config: string;
  readonly tenant: FakeTenant;
  readonly endpoint: FakeOtlpEndpoint;
  /** A connector's settings, with others in their place. */
  readonly connector: (own?: JsonObject) => JsonObject;
  configure(settings?: Settings): void;
  /** Starts the command line on this configuration: `['run', '--once']`. */
  cli(args: readonly string[], options?: Omit<CliOptions, 'args'>): CliProcess;
  /** As {@link cli}, until it has ended. */
  finished(args: readonly string[], options?: Omit<CliOptions, 'args'>): Promise<Finished>;
  status(): Promise<StatusReport>;
  /** The first report in the status file that is looked for. */
  report(found: (report: StatusReport) => boolean): Promise<StatusReport>;
  /** Ends what still runs, and removes everything. */
  close(): Promise<void>;
}

export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export async function openSite(options: FakeTenantOptions = {}): Promise<Site> {
  // In memory where it can be had: every commit is synced.
  const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cortex-otel-e2e-'));
  const tenant = await startFakeTenant({ requestsPerSecond: Infinity, ...options });
  const endpoint = await startFakeOtlpEndpoint();
  const running: CliProcess[] = [];
  const config = join(directory, 'cortex.yaml');
  const state = join(directory, 'state');
  mkdirSync(state, { mode: 0o700 });

  const connector = (own: JsonObject = {}): JsonObject => ({
    id: 'soc',
    source: 'xdr-incidents',
    server_url: tenant.url,
    api_key_id: demoKey.id,
    api_key: '${env:E2E_API_KEY}',
    key_type: 'standard',
    poll_interval: '250ms',
    overlap: '10s',
    requests_per_second: 1000,
    request_timeout: '2s',
    ...own,
  });

  function configure({ connectors = [connector()], otlp = {}, rest = {} }: Settings = {}): void {
    const destination = { otlp: { endpoint: endpoint.url, timeout: '2s', ...otlp } };
    // JSON is YAML, too.
    const settings = { connectors, destination, state: { directory: 'state' }, ...rest };
    writeFileSync(config, JSON.stringify(settings, null, 2), { mode: 0o600 });
  }

  function cli(args: readonly string[], { env = {}, ...rest }: Omit<CliOptions, 'args'> = {}): CliProcess {
    const process = startCli({
      args: [...args, '--config', config],
      env: { E2E_API_KEY: demoKey.key, ...env },
      ...rest,
    });
    running.push(process);
    return process;
  }

  async function finished(args: readonly string[], more?: Omit<CliOptions, 'args'>): Promise<Finished> {
    const process = cli(args, more);
    const { code } = await process.ended;
    return { code, stdout: process.stdout(), stderr: process.stderr() };
  }

  configure();
  return {
    directory,
    state,
    config,
    tenant,
    endpoint,
    connector,
    configure,
    cli,
    finished,
    status: async () => JSON.parse((await finished(['status', '--json'])).stdout) as StatusReport,
    report: async (found) =>
      vi.waitFor(
        () => {
          const report = readStatusFile(state, 'status.json');
          if (!report || !found(report)) throw new Error(`no such report but ${JSON.stringify(report)}`);
          return report;
        },
        { timeout: 20_000, interval: 20 },
      ),
    async close() {
      for (const process of running) process.signal('SIGKILL');
      await Promise.all([...running.map(({ ended }) => ended), tenant.close(), endpoint.close()]);
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
