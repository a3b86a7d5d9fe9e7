import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import type { Logger, Random } from '../../contract/index.ts';
import type { CommandJournal } from '../commands/command-journal.ts';
import type { MetricsDestination } from '../config/configuration.ts';
import type { ProxyEnvironment } from '../delivery/connection-agent.ts';
import type { StatusReport } from '../status/status-report.ts';
import { attemptMetrics, type MetricHooks } from './attempt-metrics.ts';
import { commandProducer } from './command-producer.ts';
import { observeProcess } from './process-metrics.ts';
import { prometheusText } from './prometheus-text.ts';
import { createPushReader } from './push-reader.ts';
import { statusProducer } from './status-producer.ts';

export interface MetricsParts {
  /** Asked at every collection. */
  readonly status: () => StatusReport;
  readonly version: string;
  readonly logger: Logger;
  readonly random: Pick<Random, 'token'>;
  /** Of which calls are counted. */
  readonly journal?: Pick<CommandJournal, 'standing'>;
  /** Where metrics are pushed; they can be read as text without it. */
  readonly otlp?: MetricsDestination | undefined;
  /** Where HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked up; by default the process's environment. */
  readonly proxyEnvironment?: ProxyEnvironment;
}

/** The collector's metrics of itself (docs/metrics.md). */
export interface Metrics {
  /** To be handed to `startHost`. */
  readonly hooks: MetricHooks;
  /** All metrics as they are now, in Prometheus' text format. */
  text(): Promise<string>;
  /** Pushes a last time, within two seconds. */
  stop(): Promise<void>;
}

const lastPushMs = 2000;

export function startMetrics(parts: MetricsParts): Metrics {
  const { status, version, logger, journal, otlp } = parts;
  const producers = [
    statusProducer(status, version),
    ...(journal ? [commandProducer({ journal, status, version })] : []),
  ];
  // Only read, never listening: the web server is the host's.
  const pulled = new PrometheusExporter({ preventServerStart: true, metricProducers: producers });
  const proxies = parts.proxyEnvironment ?? process.env;
  const push = otlp && createPushReader({ destination: otlp, producers, proxies, logger });
  const provider = new MeterProvider({
    resource: resourceFromAttributes({
      'service.name': 'cortex-otel',
      'service.version': version,
      'service.instance.id': parts.random.token(16),
    }),
    readers: push ? [pulled, push.reader] : [pulled],
  });
  const meter = provider.getMeter('cortex-otel', version);
  observeProcess(meter, status);
  return {
    hooks: attemptMetrics(meter, status),
    text: async () => prometheusText((await pulled.collect()).resourceMetrics),
    async stop() {
      // The last push may find nobody: that has been logged, and must not hold up the end.
      await provider.shutdown({ timeoutMillis: lastPushMs }).catch(() => undefined);
      push?.close();
    },
  };
}
