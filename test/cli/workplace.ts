import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect } from 'vitest';
import {
  createTenantModel,
  type ApiKey,
  type FakeOtlpEndpoint,
  type FakeTenant,
  startFakeOtlpEndpoint,
  startFakeTenant,
  type TenantModel,
} from '../../src/testing/index.ts';
import { type CliEnd, type CliProcess, type CliSurroundings, type Environment, startCli } from './cli-process.ts';

/** A key that is looked for in everything the program prints. */
export const canary: ApiKey & { readonly id: string } = {
  id: '42',
  key: 'CANARY-kE7/w+9z=Qm-0123456789abcdef0123456789abcdef',
  type: 'standard',
};

/** A tenant, an endpoint, a directory with a configuration, and the program to be started on it. */
export interface Workplace {
  readonly directory: string;
  readonly config: string;
  readonly state: string;
  readonly tenant: FakeTenant;
  readonly endpoint: FakeOtlpEndpoint;
  readonly model: TenantModel;
  /** Writes the configuration: these settings in place of the usual ones. */
  configure(changes?: Changes): Promise<void>;
  /** Starts the program; `--config` is added. */
  start(...args: readonly string[]): CliProcess;
  run(...args: readonly string[]): Promise<CliEnd>;
  /** As {@link start}, with something on standard input, on a terminal, or elsewhere. */
  startIn(surroundings: CliSurroundings, ...args: readonly string[]): CliProcess;
}

export interface Changes {
  readonly connector?: Readonly<Record<string, unknown>>;
  readonly others?: readonly Readonly<Record<string, unknown>>[];
  readonly otlp?: Readonly<Record<string, unknown>>;
  readonly rest?: Readonly<Record<string, unknown>>;
}

export interface WorkplaceOptions {
  /** Default 3. */
  readonly incidents?: number;
}

const open = new Set<() => Promise<void>>();
afterEach(async () => {
  await Promise.all([...open].map(async (close) => close()));
  open.clear();
});

/** Everything of it is gone after the test, and nothing it printed held the key. */
export async function workplace({ incidents = 3 }: WorkplaceOptions = {}): Promise<Workplace> {
  const directory = await mkdtemp(join(tmpdir(), 'cli-'));
  const model = createTenantModel();
  putIncidents(model, incidents);
  const tenant = await startFakeTenant({ model, keys: [canary], requestsPerSecond: Infinity });
  const endpoint = await startFakeOtlpEndpoint();
  const config = join(directory, 'cortex-otel.yaml');
  const processes: CliProcess[] = [];
  const env: Environment = { CORTEX_KEY: canary.key };

  open.add(async () => {
    for (const child of processes) child.kill('SIGKILL');
    const ends = await Promise.all(processes.map(async ({ ended }) => ended));
    await Promise.all([tenant.close(), endpoint.close()]);
    await rm(directory, { recursive: true, force: true });
    for (const { stdout, stderr } of ends) expectNoKey(stdout + stderr);
  });

  const startIn: Workplace['startIn'] = (surroundings, command = '', ...args) => {
    // `checkpoint show` is two words; the configuration may come anywhere.
    const child = startCli([command, ...args, '--config', config], env, surroundings);
    processes.push(child);
    return child;
  };
  const start: Workplace['start'] = (...args) => startIn({}, ...args);
  const place: Workplace = {
    directory,
    config,
    state: join(directory, 'state'),
    tenant,
    endpoint,
    model,
    configure: async (changes = {}) =>
      writeFile(config, JSON.stringify(settings(tenant, endpoint, changes), null, 2), { mode: 0o600 }),
    start,
    startIn,
    run: async (...args) => start(...args).ended,
  };
  await place.configure();
  return place;
}

/** Puts incidents of the last minutes, a second apart. */
export function putIncidents(model: TenantModel, count: number, first = 1): void {
  for (let number = first; number < first + count; number++) {
    const modifiedMs = Date.now() - 600_000 + number * 1000;
    model.incidents.put({ incident_id: String(number), modification_time: modifiedMs, creation_time: modifiedMs });
  }
}

function settings(tenant: FakeTenant, endpoint: FakeOtlpEndpoint, changes: Changes) {
  const connector = {
    id: 'soc',
    source: 'xdr-incidents',
    server_url: tenant.url,
    api_key_id: canary.id,
    api_key: '${env:CORTEX_KEY}',
    key_type: 'standard',
    poll_interval: '200ms',
    requests_per_second: 1000,
  };
  return {
    connectors: [
      { ...connector, ...changes.connector },
      ...(changes.others ?? []).map((other) => ({ ...connector, ...other })),
    ],
    destination: { otlp: { endpoint: endpoint.url, ...changes.otlp } },
    state: { directory: './state' },
    ...changes.rest,
  };
}

function expectNoKey(text: string): void {
  const bytes = Buffer.from(canary.key);
  const forms = [
    canary.key,
    bytes.toString('base64').slice(0, -4),
    bytes.toString('hex'),
    encodeURIComponent(canary.key),
  ];
  for (const form of forms) expect(text).not.toContain(form);
}

/** Numbers of the incidents the endpoint was given, in their order. */
export function numbersOf(endpoint: FakeOtlpEndpoint): readonly number[] {
  const numbers = endpoint.received().map(({ attributes }) => Number(attributes['paloalto.cortex.incident.id']));
  return numbers.toSorted((a, b) => a - b);
}
