import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Configuration } from '../../host/config/configuration.ts';
import { createLogger } from '../../host/create-logger.ts';
import { type Host, startHost } from '../../host/create-host.ts';
import { openSqliteStateStore } from '../../host/state/sqlite-state-store.ts';
import { systemTools } from '../../host/system-tools.ts';
import type { CommandContext } from '../command-context.ts';
import { configurationOf } from '../configuration-of.ts';
import type { DemoWorld } from './demo-world.ts';

/** A host as `run` starts it, with a configuration file and a state directory of its own. */
export interface DemoHost {
  readonly configuration: Configuration;
  readonly host: Host;
  close(): Promise<void>;
}

export async function startDemoHost(directory: string, world: DemoWorld, context: CommandContext): Promise<DemoHost> {
  const file = join(directory, 'cortex-otel.yaml');
  await writeFile(file, configurationText(world), { mode: 0o600 });
  const env = { ...context.env, CORTEX_API_KEY: world.key.key };
  const configuration = await configurationOf({ config: file }, { ...context, env });
  // What goes wrong here is told by the status: it is part of the show.
  const logger = createLogger({ level: 'error', redactor: context.redactor, stream: context.terminal.stderr });
  const tools = systemTools(logger);
  const store = await openSqliteStateStore(
    { directory: configuration.state.directory, tools },
    new AbortController().signal,
  );
  const host = startHost({ configuration, store, tools, version: context.version });
  return {
    configuration,
    host,
    async close() {
      await host.stop();
      await store.close();
    },
  };
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
`;
}
