import { PrometheusSerializer } from '@opentelemetry/exporter-prometheus';
import type { MetricData, ResourceMetrics } from '@opentelemetry/sdk-metrics';

/** One word for all of them: in Prometheus a name stands alone. */
const prefix = 'cortex_otel';

const unitWords: ReadonlyMap<string, string> = new Map([
  ['s', 'seconds'],
  ['By', 'bytes'],
]);

/** Metrics in Prometheus' text format, named as OpenTelemetry's compatibility rules say: the unit is part of the name. */
export function prometheusText({ resource, scopeMetrics }: ResourceMetrics): string {
  const named = scopeMetrics.map(({ scope, metrics }) => ({ scope, metrics: metrics.map(withUnitInName) }));
  const serializer = new PrometheusSerializer(prefix, false, undefined, false, true);
  return serializer.serialize({ resource, scopeMetrics: named });
}

/** The serializer adds `_total` and turns dots into underscores, but leaves the unit out. */
function withUnitInName(metric: MetricData): MetricData {
  const { name, unit } = metric.descriptor;
  const word = unitWords.get(unit);
  // A UNIT line is OpenMetrics: here it would be a comment that names a unit Prometheus does not know.
  return { ...metric, descriptor: { ...metric.descriptor, name: word ? `${name}.${word}` : name, unit: '' } };
}
