import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createLogger } from '../../host/create-logger.ts';
import type { CommandJournal } from '../../host/commands/command-journal.ts';
import { sqliteCommandJournal } from '../../host/commands/sqlite-command-journal.ts';
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
  /** Its configuration file, for other programs of this machine: commands are run with it. */
  readonly file: string;
  /** Whether somebody has done anything: paused a connector, added one, sent something again, run a command. */
  wasOperated(): Promise<boolean>;
  close(): Promise<void>;
}

const lookEveryMs = 500;

export async function startDemoHost(directory: string, world: DemoWorld, context: CommandContext): Promise<DemoHost> {
  const file = join(directory, 'cortex-otel.yaml');
  const keyFile = join(directory, 'api-key');
  await writeFile(keyFile, world.key.key, { mode: 0o600 });
  await writeFile(file, configurationText(world, keyFile), { mode: 0o600 });
  const { env } = context;
  const initial = await configurationOf({ config: file }, context);
  // What goes wrong here is told by the status: it is part of the show.
  const logger = createLogger({ level: 'error', redactor: context.redactor, stream: context.terminal.stderr });
  const tools = systemTools(logger);
  const store = await openSqliteStateStore({ directory: initial.state.directory, tools }, new AbortController().signal);
  const load = async () => readConfiguration(file, context);
  const journal = sqliteCommandJournal(initial.state.directory, tools);
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
    file,
    wasOperated: async () => (await wasOperated(store, reloader)) || hasRunCommands(journal, reloader),
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

/** Also those of the command line, which the timeline does not tell of. */
async function hasRunCommands(journal: CommandJournal, { configuration }: Reloader): Promise<boolean> {
  const histories = configuration().connectors.map(async ({ id }) => journal.history(id, { limit: 1 }));
  return (await Promise.all(histories)).flat().length > 0;
}

/** What a person would write, but for the short intervals, the room for commands beside them, and that those may change things. */
function configurationText({ tenant, endpoint, key }: DemoWorld, keyFile: string): string {
  return `connectors:
  - id: demo
    sources: [xdr-incidents, xsoar-audit]
    server_url: ${tenant.url}
    api_key_id: "${key.id}"
    api_key: ${JSON.stringify(`\${file:${keyFile}}`)}
    poll_interval: 1s
    requests_per_second: 8
    commands: write
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
