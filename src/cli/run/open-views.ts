import type { SharedTools } from '../../contract/index.ts';
import type { CommandJournal } from '../../host/commands/command-journal.ts';
import type { Host } from '../../host/create-host.ts';
import type { StateStore } from '../../host/state/state-store.ts';
import type { StatusReport } from '../../host/status/status-report.ts';
import { combinedHooks, type HostHooks } from './combined-hooks.ts';
import type { ConsoleSurroundings } from './open-console.ts';
import type { Reloader } from './reloader.ts';

/** What others see of a run over the network: its metrics, its health, its console. */
export interface Views {
  /** To be handed to the host. */
  readonly hooks: HostHooks;
  /** Ends what was begun in the console, pushes metrics a last time, and stops listening. */
  close(): Promise<void>;
}

export interface ViewParts {
  readonly reloader: Pick<Reloader, 'configuration' | 'takeSaved'>;
  readonly status: () => StatusReport;
  /** Undefined until it has been started. */
  readonly host: () => Host | undefined;
  readonly store: StateStore;
  readonly journal: CommandJournal;
  readonly tools: SharedTools;
  readonly version: string;
  /** Why to look at a connector that is well by its status. */
  readonly warning: (id: string) => string | undefined;
  /** Undefined: probes and metrics only. */
  readonly console: ConsoleSurroundings | undefined;
}

/**
 * Opens what the configuration asks for; what it does not ask for is not even loaded.
 * @throws ConnectorError `config` when the console's address cannot be listened on.
 */
export async function openViews(parts: ViewParts): Promise<Views> {
  const { status, journal, tools, version, console: surroundings } = parts;
  const { web: settings, metrics: pushed, state } = parts.reloader.configuration();
  if (!settings && !pushed.otlp) return { hooks: {}, close: async () => undefined };
  const { startMetrics } = await import('../../host/metrics/start-metrics.ts');
  const metrics = startMetrics({ ...tools, status, version, journal, otlp: pushed.otlp });
  if (!settings) return { hooks: metrics.hooks, close: async () => metrics.stop() };
  const opened = surroundings && (await import('./open-console.ts')).openConsole({ ...parts, surroundings });
  const { startWeb } = await import('../../host/web/start-web.ts');
  const web = await startWeb({
    ...tools,
    ...settings,
    status,
    metricsText: () => metrics.text(),
    console: opened?.console,
    stateDirectory: state.directory,
  });
  tools.logger.info({ url: web.url, ...(web.tokenFile !== undefined && { token: web.tokenFile }) }, 'listening');
  surroundings?.onOpen(web);
  return {
    hooks: opened ? combinedHooks([metrics.hooks, opened.hooks]) : metrics.hooks,
    async close() {
      await opened?.console.close();
      await Promise.all([web.close(), metrics.stop()]);
    },
  };
}
