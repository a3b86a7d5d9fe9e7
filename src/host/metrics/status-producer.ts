import { type HrTime, ValueType } from '@opentelemetry/api';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import { emptyResource } from '@opentelemetry/resources';
import type { ConnectorStatus, StatusReport } from '../status/status-report.ts';
import { type ConnectorMetric, connectorMetrics } from './connector-metrics.ts';

/**
 * The metrics of the connectors as they are at each collection. Not observable instruments: this SDK's go on showing the
 * last value of a series that is gone, such as a connector that was removed or a history that has been read.
 */
export function statusProducer(status: () => StatusReport, version: string): MetricProducer {
  return {
    async collect() {
      const metrics = metricsOf(status());
      const scopeMetrics = [{ scope: { name: 'cortex-otel', version }, metrics }];
      return { resourceMetrics: { resource: emptyResource(), scopeMetrics }, errors: [] };
    },
  };
}

function metricsOf(report: StatusReport): MetricData[] {
  const { at, connectors } = report;
  const atMs = Date.parse(at);
  const times = timesOf(report);
  return connectorMetrics.flatMap((metric) => {
    const dataPoints = connectors.flatMap((connector) =>
      metric
        .values(connector, atMs)
        .map(({ value, labels }) => ({ ...times, value, attributes: { ...labelsOf(connector), ...labels } })),
    );
    return dataPoints.length > 0 ? [metricData(metric, dataPoints)] : [];
  });
}

/** From the start of the process to the moment of a report. */
export function timesOf({ at, host }: StatusReport) {
  const atMs = Date.parse(at);
  return { startTime: hrTime(host.startedAt ? Date.parse(host.startedAt) : atMs), endTime: hrTime(atMs) };
}

/** What tells one connector's series from another's. No name, tenant or address: metrics are read by many. */
export function labelsOf({ id, source }: Pick<ConnectorStatus, 'id' | 'source'>) {
  return { connector: id, source };
}

export function metricData(
  { name, unit, description, kind }: Omit<ConnectorMetric, 'values'>,
  dataPoints: DataPoint<number>[],
): MetricData {
  const valueType = kind === 'counter' ? ValueType.INT : ValueType.DOUBLE;
  const descriptor = { name, unit, description, valueType };
  const shared = { descriptor, dataPoints, aggregationTemporality: AggregationTemporality.CUMULATIVE };
  return kind === 'counter'
    ? { ...shared, dataPointType: DataPointType.SUM, isMonotonic: true }
    : { ...shared, dataPointType: DataPointType.GAUGE };
}

function hrTime(epochMs: number): HrTime {
  return [Math.floor(epochMs / 1000), Math.round((epochMs % 1000) * 1e6)];
}
