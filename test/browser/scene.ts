import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type FakeOtlpEndpoint,
  type FakeTenant,
  type FakeTenantOptions,
  type JsonObject,
  startFakeOtlpEndpoint,
  startFakeTenant,
} from '../../src/testing/index.ts';
import { type CliProcess, startCli } from '../end-to-end/cli-process.ts';

export interface SceneOptions {
  readonly tenant?: FakeTenantOptions;
  /** Those of the configuration file; default none, as for somebody who begins. */
  readonly connectors?: (tenant: FakeTenant) => readonly JsonObject[];
  /** Beside and in place of the other settings. */
  readonly settings?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
  /** One that the settings give somebody; default the one the collector makes. */
  readonly token?: string;
}

/** A tenant, an endpoint, and the real command line between them, with its console on a free port. */
export interface Scene {
  readonly directory: string;
  readonly state: string;
  readonly tenant: FakeTenant;
  readonly endpoint: FakeOtlpEndpoint;
  readonly collector: CliProcess;
  /** Of the console, without a slash at its end. */
  readonly url: string;
  /** What somebody signs in with. */
  readonly token: string;
  readonly signInUrl: string;
  close(): Promise<void>;
}

export async function openScene(options: SceneOptions = {}): Promise<Scene> {
  // In memory where it can be had: every commit is synced.
  const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'cortex-otel-browser-'));
  const state = join(directory, 'state');
  mkdirSync(state, { mode: 0o700 });
  const tenant = await startFakeTenant({ requestsPerSecond: Infinity, ...options.tenant });
  const endpoint = await startFakeOtlpEndpoint();
  const config = join(directory, 'cortex.yaml');
  const settings = {
    web: { listen: '127.0.0.1:0' },
    connectors: options.connectors?.(tenant) ?? [],
    destination: { otlp: { endpoint: endpoint.url, timeout: '2s' } },
    state: { directory: 'state', key_file: 'age.key' },
    ...options.settings,
  };
  // JSON is YAML, too.
  writeFileSync(config, JSON.stringify(settings, null, 2), { mode: 0o600 });
  const collector = startCli({ args: ['run', '--config', config], env: options.env ?? {} });

  async function close(): Promise<void> {
    collector.signal('SIGKILL');
    await Promise.all([collector.ended, tenant.close(), endpoint.close()]);
    rmSync(directory, { recursive: true, force: true });
  }

  try {
    const { url } = await collector.line(({ event }) => event === 'listening');
    const origin = String(url);
    const token = options.token ?? readFileSync(join(state, 'console-token'), 'utf8').trim();
    const signInUrl = `${origin}/#token=${token}`;
    return { directory, state, tenant, endpoint, collector, url: origin, token, signInUrl, close };
  } catch (error) {
    await close();
    throw error;
  }
}
