import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger } from '../../host/create-logger.ts';
import type { Host } from '../../host/create-host.ts';
import { openSqliteStateStore } from '../../host/state/sqlite-state-store.ts';
import type { StateStore } from '../../host/state/state-store.ts';
import { systemTools } from '../../host/system-tools.ts';
import type { CommandContext } from '../command-context.ts';
import { configurationOf, readConfiguration } from '../configuration-of.ts';
import type { Where } from '../run/open-console.ts';
import { openHost } from '../run/open-host.ts';
import { createReloader, type Reloader } from '../run/reloader.ts';
import { completedBy, sealerOf } from '../run/saved-connectors.ts';
import type { DemoWorld } from './demo-world.ts';

/** A host as `run` starts it, with a console, a configuration file and a state directory of its own. */
export interface DemoHost {
  readonly host: Host;
  /** Where its console is. */
  readonly where: Where;
  /** Whether somebody has done anything in the console: paused a connector, added one, sent something again. */
  wasOperated(): Promise<boolean>;
  close(): Promise<void>;
}

const lookEveryMs = 500;

export async function startDemoHost(directory: string, world: DemoWorld, context: CommandContext): Promise<DemoHost> {
  const file = join(directory, 'cortex-otel.yaml');
  await writeFile(file, configurationText(world), { mode: 0o600 });
  const env = { ...context.env, CORTEX_API_KEY: world.key.key };
  const initial = await configurationOf({ config: file }, { ...context, env });
  // What goes wrong here is told by the status: it is part of the show.
  const logger = createLogger({ level: 'error', redactor: context.redactor, stream: context.terminal.stderr });
  const tools = systemTools(logger);
  const store = await openSqliteStateStore({ directory: initial.state.directory, tools }, new AbortController().signal);
  const load = async () => readConfiguration(file, { ...context, env });
  const reloader = createReloader({ initial, load, logger });
  const { redactor, version } = context;
  const plugins = await context.plugins();
  const saved = { operators: store.operators, plugins, env, redactor };
  const sealer = await sealerOf(initial, store.operators, logger);
  await reloader.completeBy(completedBy(saved, { sealer, purpose: 'connect' }));
  let where: Where = { url: '', signInUrl: '', tokenFile: undefined };
  const console = { ...saved, sealer, onOpen: (opened: Where) => void (where = opened) };
  const opened = await openHost({ store, reloader, tools, redactor, plugins, version, console });
  const looking = setInterval(() => opened.look(opened.host.status()), lookEveryMs);
  return {
    host: opened.host,
    where,
    wasOperated: async () => wasOperated(store, reloader),
    async close() {
      clearInterval(looking);
      await opened.host.stop();
      await opened.close();
      await store.close();
    },
  };
}

async function wasOperated({ operators }: StateStore, { configuration }: Reloader): Promise<boolean> {
  if ((await operators.savedConnectors()).length > 0) return true;
  const timelines = configuration().connectors.map(async ({ id }) => operators.timeline(id, { limit: 100 }));
  return (await Promise.all(timelines)).flat().some(({ actor }) => actor !== null);
}

/** What a person would write, but for the short intervals. */
function configurationText({ tenant, endpoint, key }: DemoWorld): string {
  return `connectors:
  - id: demo
    sources: [xdr-incidents, xsoar-audit]
    server_url: ${tenant.url}
    api_key_id: "${key.id}"
    api_key: \${env:CORTEX_API_KEY}
    poll_interval: 1s
destination:
  otlp:
    endpoint: ${endpoint.url}
state:
  directory: ./state
  key_file: ./console.key
web:
  listen: 127.0.0.1:0
`;
}
