import { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import {
  AggregationTemporality,
  type MetricProducer,
  type MetricReader,
  PeriodicExportingMetricReader,
  type PushMetricExporter,
} from '@opentelemetry/sdk-metrics';
import type { Logger } from '../../contract/index.ts';
import type { MetricsDestination } from '../config/configuration.ts';
import { createConnectionAgent, type ProxyEnvironment } from '../delivery/connection-agent.ts';
import { signalUrl } from '../delivery/signal-url.ts';
import { ownHeadersAgent } from './own-headers-agent.ts';

/** Longer than any endpoint that works takes; the next push brings everything anyway. */
const mostTimeoutMs = 10_000;

/** Set by Node, or by the exporter for every request. */
const protocolHeaders = ['host', 'content-type', 'user-agent', 'connection', 'proxy-authorization', 'proxy-connection'];

/** The type wants the value of an enum that the package does not export where this one can reach it. */
type Compression = NonNullable<NonNullable<ConstructorParameters<typeof OTLPMetricExporter>[0]>['compression']>;

export interface PushParts {
  readonly destination: MetricsDestination;
  readonly producers: readonly MetricProducer[];
  readonly proxies: ProxyEnvironment;
  readonly logger: Logger;
}

/** Pushes all metrics once an interval as OTLP/JSON. A push that fails is logged once, and the next one tried. */
export function createPushReader(parts: PushParts): { readonly reader: MetricReader; readonly close: () => void } {
  const { destination, producers, proxies, logger } = parts;
  const { endpoint, intervalMs } = destination;
  const headers = Object.fromEntries(
    Object.entries(destination.headers).map(([name, secret]) => [name.toLowerCase(), secret.reveal()]),
  );
  const credentials = new URL(endpoint).username === '' ? [] : ['authorization'];
  const connections = createConnectionAgent({ endpoint }, proxies);
  const agent = ownHeadersAgent(connections, new Set([...Object.keys(headers), ...credentials, ...protocolHeaders]));
  const timeoutMillis = Math.min(mostTimeoutMs, intervalMs);
  const exporter = new OTLPMetricExporter({
    url: signalUrl(endpoint, '/v1/metrics'),
    headers,
    timeoutMillis,
    // These two are said so that the environment does not say otherwise.
    compression: 'none' as Compression,
    temporalityPreference: AggregationTemporality.CUMULATIVE,
    userAgent: 'cortex-otel',
    httpAgentOptions: () => agent,
  });
  const reader = new PeriodicExportingMetricReader({
    exporter: told(exporter, createPushLog(logger)),
    exportIntervalMillis: intervalMs,
    exportTimeoutMillis: timeoutMillis,
    metricProducers: [...producers],
  });
  return { reader, close: () => connections.destroy() };
}

/** The same exporter; `tell` hears what each export came to. The reader itself keeps failures to itself. */
function told(exporter: OTLPMetricExporter, tell: (error: Error | undefined) => void): PushMetricExporter {
  return {
    export: (metrics, done) =>
      exporter.export(metrics, (result) => {
        tell(result.error);
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
    selectAggregation: (type) => exporter.selectAggregation(type),
    selectAggregationTemporality: (type) => exporter.selectAggregationTemporality(type),
  };
}

function createPushLog(logger: Logger): (error: Error | undefined) => void {
  let failing = false;
  return (error) => {
    if (error && !failing) logger.warn({ message: error.message.slice(0, 200) }, 'metrics could not be pushed');
    if (!error && failing) logger.info({}, 'metrics are pushed again');
    failing = error !== undefined;
  };
}
