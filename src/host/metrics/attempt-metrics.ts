import type { Meter } from '@opentelemetry/api';
import type { HostParts } from '../create-host.ts';
import type { StatusReport } from '../status/status-report.ts';
import { labelsOf } from './status-producer.ts';

/** What a host tells of its connectors, to be handed to it as it is. */
export type MetricHooks = Required<Pick<HostParts, 'onSaved' | 'onPoll' | 'onExport'>>;

/** From an answer of the same machine to the longest waits there are, in seconds. */
const explicitBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

/** What no report holds: how long things took, in this process. Their count is how often they happened. */
export function attemptMetrics(meter: Meter, status: () => StatusReport): MetricHooks {
  const seconds = { unit: 's', advice: { explicitBucketBoundaries } };
  const polls = meter.createHistogram('connector.poll.duration', {
    ...seconds,
    description: 'Time an attempt at a poll took, delivery included, by how it ended.',
  });
  const exports = meter.createHistogram('otlp.export.duration', {
    ...seconds,
    description: 'Time an attempt to deliver a batch took, by how it ended.',
  });
  const commits = meter.createCounter('checkpoint.commits', {
    unit: '{commit}',
    description: 'Checkpoints saved by this process.',
  });

  function labels(id: string) {
    return labelsOf(status().connectors.find((connector) => connector.id === id) ?? { id, source: '' });
  }

  return {
    onPoll: (id, { ms, outcome }) => polls.record(ms / 1000, { ...labels(id), outcome }),
    onExport: (id, { ms, outcome }) => exports.record(ms / 1000, { ...labels(id), outcome }),
    onSaved: (id) => commits.add(1, labels(id)),
  };
}
