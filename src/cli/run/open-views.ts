import type { Tools } from '../../contract/index.ts';
import type { Configuration } from '../../host/config/configuration.ts';
import type { HostParts } from '../../host/create-host.ts';
import type { StatusReport } from '../../host/status/status-report.ts';

/** What others see of a run over the network: its metrics, its health. */
export interface Views {
  /** To be handed to the host. */
  readonly hooks: Pick<HostParts, 'onSaved' | 'onPoll' | 'onExport'>;
  /** Pushes metrics a last time, and stops listening. */
  close(): Promise<void>;
}

export interface ViewParts {
  readonly configuration: Configuration;
  readonly status: () => StatusReport;
  readonly tools: Pick<Tools, 'logger' | 'random' | 'clock'>;
  readonly version: string;
}

/**
 * Opens what the configuration asks for; what it does not ask for is not even loaded.
 * @throws ConnectorError `config` when the console's address cannot be listened on.
 */
export async function openViews({ configuration, status, tools, version }: ViewParts): Promise<Views> {
  const { web: settings, metrics: pushed } = configuration;
  if (!settings && !pushed.otlp) return { hooks: {}, close: async () => undefined };
  const { startMetrics } = await import('../../host/metrics/start-metrics.ts');
  const metrics = startMetrics({ ...tools, status, version, otlp: pushed.otlp });
  const { startWeb } = await import('../../host/web/start-web.ts');
  const web =
    settings &&
    (await startWeb({
      ...tools,
      ...settings,
      status,
      metricsText: () => metrics.text(),
      console: undefined,
      stateDirectory: configuration.state.directory,
    }));
  if (web) tools.logger.info({ url: web.url }, 'listening');
  return {
    hooks: metrics.hooks,
    async close() {
      await Promise.all([web?.close(), metrics.stop()]);
    },
  };
}
