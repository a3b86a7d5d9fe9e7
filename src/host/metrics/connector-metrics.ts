import type { CounterName } from '../state/connector-state.ts';
import type { ConnectorStatus } from '../status/status-report.ts';
import { statusWords } from '../status/status-word.ts';

/** A metric every connector has. Its values come from the status report, so that both always say the same. */
export interface ConnectorMetric {
  readonly name: string;
  readonly kind: 'counter' | 'gauge';
  /** UCUM, such as `s`, or `{record}` for what is only counted. */
  readonly unit: string;
  readonly description: string;
  /** None while there is nothing to say: a gauge without a value is absent, never 0. */
  readonly values: (connector: ConnectorStatus, atMs: number) => readonly MetricValue[];
}

export interface MetricValue {
  readonly value: number;
  /** In addition to those that every metric of a connector carries. */
  readonly labels?: Readonly<Record<string, string>>;
}

/** Counters go on across restarts: they are kept in the state, with the checkpoint. */
export const connectorMetrics: readonly ConnectorMetric[] = [
  counter('connector.records.fetched', 'fetched', '{record}', 'Records read and dealt with.'),
  counter('connector.records.acked', 'accepted', '{record}', 'Records the destination accepted.'),
  counter('connector.records.rejected', 'rejected', '{record}', 'Records rejected in partial successes.'),
  counter(
    'connector.records.dead_lettered',
    'deadLettered',
    '{record}',
    'Records set aside: refused while others pass.',
  ),
  counter('connector.records.duplicates_suppressed', 'duplicates', '{record}', 'Records left out: delivered before.'),
  counter(
    'connector.records.filtered',
    'filtered',
    '{record}',
    'Records left out: the connector is narrowed to others.',
  ),
  counter('connector.records.restricted', 'restricted', '{record}', 'Records the role of the key may not see.'),
  counter('connector.records.unmapped', 'unmapped', '{record}', 'Records that could not be mapped and travel raw.'),
  counter('connector.overlap.shortened', 'overlapShortened', '{time}', 'Times the overlap had to be shortened.'),
  counter('connector.poll.requests', 'requests', '{request}', 'API requests that were answered.'),
  counter('connector.polls', 'polls', '{poll}', 'Polls that ended without an error.'),
  counter(
    'connector.failures',
    'failures',
    '{failure}',
    'Attempts that failed, at the API, the destination or the disk.',
  ),
  counter('otlp.export.requests', 'exports', '{request}', 'Requests sent to the destination for accepted batches.'),
  gauge('source.lag', 's', 'How far delivery is behind; 0 when all there was is delivered.', ({ lagMs }) =>
    lagMs === null ? [] : [{ value: lagMs / 1000 }],
  ),
  gauge('last_event.timestamp', 's', 'Newest vendor time delivered, seconds since the epoch.', ({ lastEventAt }) =>
    lastEventAt === null ? [] : [{ value: Date.parse(lastEventAt) / 1000 }],
  ),
  gauge('last_success.timestamp', 's', 'When a poll last ended well, seconds since the epoch.', ({ lastSuccessAt }) =>
    lastSuccessAt === null ? [] : [{ value: Date.parse(lastSuccessAt) / 1000 }],
  ),
  gauge('retry.wait', 's', 'Until the next attempt, while there is a failure.', ({ error, nextAttemptAt }, atMs) =>
    error === null || nextAttemptAt === null ? [] : [{ value: Math.max(0, Date.parse(nextAttemptAt) - atMs) / 1000 }],
  ),
  gauge('backfill.progress.ratio', '1', 'Share of the history that is read, while it is being read.', ({ history }) =>
    history === null ? [] : [{ value: history.ratio }],
  ),
  gauge('connector.records.waiting', '{record}', 'Records that wait for their details to be fetched.', ({ gauges }) =>
    told(gauges.waiting),
  ),
  gauge('connector.records.given_up', '{record}', 'Records whose details will not be fetched.', ({ gauges }) =>
    told(gauges.givenUp),
  ),
  gauge('certified.timestamp', 's', 'Counted up to then, and the API agrees; seconds since the epoch.', ({ gauges }) =>
    told(gauges.certifiedToMs, 1000),
  ),
  gauge('connector.periods.mismatched', '{period}', 'Periods whose count differs from the API.', ({ gauges }) =>
    told(gauges.mismatches),
  ),
  gauge('connector.schema.drift', '{finding}', 'Differences between what is sent and what is known.', ({ gauges }) =>
    told(gauges.drift),
  ),
  gauge('query.quota.remaining', '{unit}', 'What is left today of the units that queries may cost.', ({ gauges }) =>
    told(gauges.quotaLeft),
  ),
  gauge('connector.side.failing', '1', 'Work beside the polls: 1 while its last attempt failed.', ({ sides }) =>
    sides.map(({ name, error }) => ({ value: error === null ? 0 : 1, labels: { side: name } })),
  ),
  gauge('connector.state', '1', 'The status word: 1 for the one it has, 0 for the others.', ({ status }) =>
    statusWords.map((state) => ({ value: state === status ? 1 : 0, labels: { state } })),
  ),
];

function told(value: number | undefined, divisor = 1): readonly MetricValue[] {
  return value === undefined ? [] : [{ value: value / divisor }];
}

function counter(name: string, counted: CounterName, unit: string, description: string): ConnectorMetric {
  const values: ConnectorMetric['values'] = ({ counters }) => [{ value: counters[counted] ?? 0 }];
  return { name, kind: 'counter', unit, description, values };
}

function gauge(name: string, unit: string, description: string, values: ConnectorMetric['values']): ConnectorMetric {
  return { name, kind: 'gauge', unit, description, values };
}
