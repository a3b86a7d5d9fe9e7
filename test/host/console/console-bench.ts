import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import type { ConnectorForm, TestEvent } from '../../../src/api/connector-form.ts';
import { combinedHooks } from '../../../src/cli/run/combined-hooks.ts';
import { openConsole } from '../../../src/cli/run/open-console.ts';
import { createReloader } from '../../../src/cli/run/reloader.ts';
import { completedBy, sealerOf } from '../../../src/cli/run/saved-connectors.ts';
import { sqliteCommandJournal } from '../../../src/host/commands/sqlite-command-journal.ts';
import { loadConfiguration } from '../../../src/host/config/load-configuration.ts';
import { ConsoleProblem } from '../../../src/host/console/console-problem.ts';
import type { OpenConsole } from '../../../src/host/console/create-console.ts';
import { type Host, startHost } from '../../../src/host/create-host.ts';
import { createLogger } from '../../../src/host/create-logger.ts';
import { openSqliteStateStore } from '../../../src/host/state/sqlite-state-store.ts';
import type { StateStore } from '../../../src/host/state/state-store.ts';
import { systemTools } from '../../../src/host/system-tools.ts';
import { createCortexPlugin } from '../../../src/plugin/index.ts';
import { createRedactor } from '../../../src/shared/redact.ts';
import {
  createTenantModel,
  type FakeOtlpEndpoint,
  type FakeTenant,
  startFakeOtlpEndpoint,
  startFakeTenant,
} from '../../../src/testing/index.ts';
import { canary, putIncidents } from '../../cli/workplace.ts';
import { temporaryDirectory } from '../state/state-tools.ts';

/** A tenant, an endpoint, a state directory, and a collector at work in this process with its console. */
export interface ConsoleBench {
  readonly tenant: FakeTenant;
  readonly endpoint: FakeOtlpEndpoint;
  /** Holds the configuration, the key file and, in `state`, the state. */
  readonly directory: string;
  readonly console: OpenConsole;
  readonly host: Host;
  readonly store: StateStore;
  /** What has been logged so far. */
  readonly log: () => string;
  /** What a form holds that is right but for what is given. */
  form(changes?: FormChanges): ConnectorForm;
  /** Writes the configuration file anew, with these connectors. */
  configure(connectors: ConsoleBenchOptions['connectors']): Promise<void>;
  /** Ends the collector, and starts another on the same state directory. */
  restart(): Promise<void>;
}

export interface FormChanges extends Partial<Omit<ConnectorForm, 'settings'>> {
  readonly settings?: ConnectorForm['settings'];
}

export interface ConsoleBenchOptions {
  /** Whether secrets can be sealed. Default true. */
  readonly keyFile?: boolean;
  /** Of the configuration file; `server_url` and the id of the key are added. */
  readonly connectors?: readonly Readonly<Record<string, unknown>>[];
  readonly env?: Readonly<Record<string, string>>;
  /** Incidents the tenant holds. Default 3. */
  readonly incidents?: number;
}

const open = new Set<() => Promise<void>>();
afterEach(async () => {
  for (const close of open) await close();
  open.clear();
});

export async function consoleBench(options: ConsoleBenchOptions = {}): Promise<ConsoleBench> {
  const place = temporaryDirectory();
  const directory = dirname(place.path);
  await mkdir(directory, { recursive: true });
  const model = createTenantModel();
  putIncidents(model, options.incidents ?? 3);
  const tenant = await startFakeTenant({ model, keys: [canary], requestsPerSecond: Infinity });
  const endpoint = await startFakeOtlpEndpoint();
  const config = join(directory, 'cortex-otel.yaml');
  const configure: ConsoleBench['configure'] = async (connectors = []) =>
    writeFile(config, JSON.stringify(settings({ tenant, endpoint }, { ...options, connectors })), { mode: 0o600 });
  await configure(options.connectors);
  const lines: string[] = [];
  const env = { CORTEX_KEY: canary.key, ...options.env };
  let running = await startCollector(config, env, lines);
  open.add(async () => {
    await running.close();
    await Promise.all([tenant.close(), endpoint.close()]);
    place.remove();
  });
  return {
    tenant,
    endpoint,
    directory,
    get console() {
      return running.console;
    },
    get host() {
      return running.host;
    },
    get store() {
      return running.store;
    },
    log: () => lines.join(''),
    configure,
    form: ({ settings: changes, ...rest } = {}) => ({
      name: 'SOC',
      sources: ['xdr-incidents'],
      settings: { ...connection(tenant), api_key: canary.key, ...changes },
      destination: null,
      healthCheckInterval: null,
      ...rest,
    }),
    async restart() {
      await running.close();
      running = await startCollector(config, env, lines);
    },
  };
}

/** Quick, and without the search for the kind of key. */
function connection(tenant: FakeTenant) {
  return {
    server_url: tenant.url,
    api_key_id: canary.id,
    key_type: 'standard',
    poll_interval: '200ms',
    requests_per_second: 1000,
  };
}

function settings(
  { tenant, endpoint }: Pick<ConsoleBench, 'tenant' | 'endpoint'>,
  { keyFile = true, connectors = [] }: ConsoleBenchOptions,
) {
  return {
    connectors: connectors.map((each) => ({ ...connection(tenant), source: 'xdr-incidents', ...each })),
    destination: { otlp: { endpoint: endpoint.url } },
    state: { directory: './state', ...(keyFile && { key_file: './console.key' }) },
    web: { listen: '127.0.0.1:0' },
  };
}

async function startCollector(config: string, env: Readonly<Record<string, string>>, lines: string[]) {
  const redactor = createRedactor();
  const plugins = [createCortexPlugin()];
  const logger = createLogger({ level: 'debug', redactor, stream: { write: (line) => void lines.push(line) } });
  const tools = { ...systemTools(logger), proxyEnvironment: {} };
  const load = async () =>
    loadConfiguration(config, { plugins, env, onSecret: (text) => redactor.add(text), isRoot: false });
  const loaded = await load();
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { directory } = loaded.configuration.state;
  const store = await openSqliteStateStore({ directory, tools }, new AbortController().signal);
  const reloader = createReloader({ initial: loaded.configuration, load, logger });
  const sealer = await sealerOf(loaded.configuration, store.operators, logger);
  const saved = { operators: store.operators, plugins, env, redactor };
  await reloader.completeBy(completedBy(saved, { sealer, purpose: 'connect' }));
  let host: Host | undefined;
  const surroundings = { ...saved, sealer, onOpen: () => {} };
  const status = () => started().status();
  const started = (): Host => {
    if (!host) throw new Error('not started');
    return host;
  };
  const warning = () => undefined;
  const journal = sqliteCommandJournal(directory, tools);
  const parts = { surroundings, host: () => host, status, store, journal, reloader, tools, version: '9.8.7', warning };
  const { console, hooks } = openConsole(parts);
  const paused = await store.operators.pauses();
  const configuration = reloader.configuration();
  host = startHost({ configuration, store, tools, version: '9.8.7', paused, journal, ...combinedHooks([hooks]) });
  reloader.attach(host);
  return {
    console,
    host,
    store,
    async close() {
      await started().stop();
      await console.close();
      await store.close();
    },
  };
}

/** The status word of a connector once it is the one that is awaited. */
export function wordOf({ host }: ConsoleBench, id: string): string | undefined {
  return host.status().connectors.find((connector) => connector.id === id)?.status;
}

/** What the console refuses with; fails when it does not. */
export async function problemOf(step: Promise<unknown>): Promise<ConsoleProblem> {
  try {
    await step;
  } catch (error) {
    if (error instanceof ConsoleProblem) return error;
    throw error;
  }
  throw new Error('it was not refused');
}

export async function eventsOf(stream: AsyncIterable<TestEvent>): Promise<readonly TestEvent[]> {
  const events: TestEvent[] = [];
  for await (const event of stream) events.push(event);
  return events;
}

/** Everything in the directory of the bench but the key file, as one text. */
export async function filesOf({ directory }: ConsoleBench): Promise<string> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = names.filter((each) => each.isFile() && each.name !== 'console.key');
  const texts = files.map(async ({ parentPath, name }) => readFile(join(parentPath, name), 'latin1'));
  return (await Promise.all(texts)).join('\n');
}
