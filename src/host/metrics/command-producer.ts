import { emptyResource } from '@opentelemetry/resources';
import type { MetricProducer } from '@opentelemetry/sdk-metrics';
import { isConnectorError } from '../../contract/index.ts';
import type { CommandJournal, JournalStanding } from '../commands/command-journal.ts';
import type { StatusReport } from '../status/status-report.ts';
import type { ConnectorMetric, MetricValue } from './connector-metrics.ts';
import { labelsOf, metricData, timesOf } from './status-producer.ts';

export interface CommandMetricsParts {
  readonly journal: Pick<CommandJournal, 'standing'>;
  readonly status: () => StatusReport;
  readonly version: string;
}

interface CommandMetric extends Omit<ConnectorMetric, 'values'> {
  readonly values: (standing: JournalStanding) => readonly (MetricValue & { readonly connector: string })[];
}

/** By whatever process the calls were made: all write the same journal. */
const commandMetrics: readonly CommandMetric[] = [
  {
    name: 'command.calls',
    kind: 'counter',
    unit: '{call}',
    description: 'Calls of commands that have ended, by what came of them.',
    values: ({ ended }) =>
      ended.map(({ connector, command, outcome, calls }) => ({
        connector,
        value: calls,
        labels: { command, outcome },
      })),
  },
  {
    name: 'command.audit.due',
    kind: 'gauge',
    unit: '{record}',
    description: 'Audit records of commands that wait to be delivered.',
    values: ({ due, ended }) => {
      const ids = new Set([...ended, ...due].map(({ connector }) => connector));
      const waiting = new Map(due.map(({ connector, records }) => [connector, records]));
      return [...ids].map((connector) => ({ connector, value: waiting.get(connector) ?? 0 }));
    },
  },
];

/** The metrics of commands as they are at each collection; none while the journal cannot be read, which a connector tells. */
export function commandProducer({ journal, status, version }: CommandMetricsParts): MetricProducer {
  return {
    async collect() {
      const metrics = metricsOf(await readable(journal), status());
      const scopeMetrics = [{ scope: { name: 'cortex-otel', version }, metrics }];
      return { resourceMetrics: { resource: emptyResource(), scopeMetrics }, errors: [] };
    },
  };
}

async function readable(journal: Pick<CommandJournal, 'standing'>): Promise<JournalStanding> {
  try {
    return await journal.standing();
  } catch (error) {
    if (!isConnectorError(error)) throw error;
    return { due: [], ended: [] };
  }
}

function metricsOf(standing: JournalStanding, report: StatusReport) {
  const times = timesOf(report);
  const labels = (id: string) =>
    labelsOf(report.connectors.find((connector) => connector.id === id) ?? { id, source: '' });
  return commandMetrics.flatMap((metric) => {
    const dataPoints = metric.values(standing).map(({ connector, value, labels: more }) => ({
      ...times,
      value,
      attributes: { ...labels(connector), ...more },
    }));
    return dataPoints.length > 0 ? [metricData(metric, dataPoints)] : [];
  });
}
