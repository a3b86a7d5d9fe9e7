import { afterEach, describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import type { JournalStanding } from '../../../src/host/commands/command-journal.ts';
import { type Metrics, startMetrics } from '../../../src/host/metrics/start-metrics.ts';
import { initialDetails } from '../../../src/host/state/connector-state.ts';
import type { ConnectorStatus, StatusReport } from '../../../src/host/status/status-report.ts';
import { statusWords } from '../../../src/host/status/status-word.ts';
import { seededRandom, silentLogger } from '../../../src/testing/index.ts';
import { before, connectorStatus, reportAt, statusReport, tenant } from '../status-reports.ts';
import { documentedMetrics } from './documented-metrics.ts';
import { prometheusFamilies } from './prometheus-families.ts';

const accepted = {
  next: { version: 1, source: 's', tenant },
  storage: [],
  records: [],
  progress: [],
  report: undefined,
};
const after = (ms: number) => before(-ms);

/** Everything that can be said of a connector at a time. */
const busy: Partial<ConnectorStatus> = {
  error: { kind: 'throttled', message: 'slow down', at: before(10_000), since: before(10_000), inARow: 1 },
  lastPollAt: before(20_000),
  lastSuccessAt: before(30_000),
  lastEventAt: before(45_500),
  lagMs: 45_500,
  nextAttemptAt: after(37_500),
  counters: {
    ...initialDetails.counters,
    fetched: 12,
    accepted: 9,
    rejected: 2,
    deadLettered: 1,
    duplicates: 4,
    polls: 3,
  },
  gauges: {
    waiting: 7,
    givenUp: 1,
    certifiedToMs: Date.parse(reportAt) - 60_000,
    mismatches: 2,
    drift: 3,
    quotaLeft: 4.5,
  },
  sides: [
    {
      name: 'details',
      title: 'Details',
      error: { kind: 'unavailable', message: 'not now', inARow: 2 },
      lastSuccessAt: null,
      nextRoundAt: null,
    },
  ],
  history: { rangesDone: 1, ranges: 4, ratio: 0.25, from: null, to: reportAt, etaMs: null },
};

/** Two calls of one connector, and what waits of one that is gone. */
const called: JournalStanding = {
  due: [{ connector: 'gone', records: 2 }],
  ended: [{ connector: 'soc-eu', command: 'isolate-hosts', outcome: 'Failed', calls: 2 }],
};
let standing: () => JournalStanding = () => called;

let metrics: Metrics | undefined;
afterEach(async () => {
  await metrics?.stop();
  metrics = undefined;
  standing = () => called;
});

function start(status: () => StatusReport): Metrics {
  const journal = { standing: async () => standing() };
  metrics = startMetrics({ status, version: '9.8.7', journal, logger: silentLogger(), random: seededRandom(1) });
  return metrics;
}

async function families() {
  return prometheusFamilies((await metrics?.text()) ?? '');
}

async function samples(family: string) {
  return (await families()).get(family)?.samples.map(({ labels, value }) => [labels, value]);
}

/** A host's metrics with every series there can be. */
function startBusy(): void {
  const { hooks } = start(() => statusReport([connectorStatus('Throttled', busy)]));
  hooks.onPoll('soc-eu', { ms: 1500, outcome: 'ok' });
  hooks.onExport('soc-eu', { ms: 30, outcome: 'unavailable' });
  hooks.onSaved('soc-eu', accepted);
}

describe('docs/metrics.md', () => {
  test('lists every metric, with its kind, its labels and what it says, and no other', async () => {
    startBusy();
    const exposed = [...(await families())]
      .filter(([name]) => name !== 'target_info')
      .map(([prometheus, { type, help, samples: all }]) => ({
        prometheus,
        kind: type,
        says: help,
        labels: [...new Set(all.flatMap((sample) => Object.keys(sample.labels)))]
          .filter((name) => name !== 'le')
          .toSorted(),
      }));
    const documented = documentedMetrics().map(({ prometheus, kind, says, labels }) => {
      return { prometheus, kind, says, labels: labels.map((name) => name.replaceAll('.', '_')).toSorted() };
    });
    const byName = (a: { prometheus: string }, b: { prometheus: string }) => a.prometheus.localeCompare(b.prometheus);
    expect(exposed.toSorted(byName)).toEqual(documented.toSorted(byName));
  });
});

describe('commands', () => {
  test('are counted by what came of them, and what is not delivered yet, also of a connector that is gone', async () => {
    startBusy();
    const labels = { connector: 'soc-eu', source: 'xdr-incidents' };
    expect(await samples('cortex_otel_command_calls_total')).toEqual([
      [{ ...labels, command: 'isolate-hosts', outcome: 'Failed' }, 2],
    ]);
    expect(await samples('cortex_otel_command_audit_due')).toEqual([
      [labels, 0],
      [{ connector: 'gone', source: '' }, 2],
    ]);
  });

  test('whose journal cannot be read have no metrics; the others are there', async () => {
    standing = () => {
      throw new ConnectorError('state', 'locked');
    };
    startBusy();
    const names = [...(await families()).keys()];
    expect(names.filter((name) => name.startsWith('cortex_otel_command_'))).toEqual([]);
    expect(names).toContain('cortex_otel_connector_polls_total');
  });
});

describe('a connector', () => {
  const labels = { connector: 'soc-eu', source: 'xdr-incidents' };

  test.for<[family: string, value: number]>([
    ['cortex_otel_connector_records_fetched_total', 12],
    ['cortex_otel_connector_records_acked_total', 9],
    ['cortex_otel_connector_records_rejected_total', 2],
    ['cortex_otel_connector_records_dead_lettered_total', 1],
    ['cortex_otel_connector_records_duplicates_suppressed_total', 4],
    ['cortex_otel_connector_polls_total', 3],
    ['cortex_otel_connector_failures_total', 0],
    ['cortex_otel_source_lag_seconds', 45.5],
    ['cortex_otel_last_event_timestamp_seconds', Date.parse(reportAt) / 1000 - 45.5],
    ['cortex_otel_last_success_timestamp_seconds', Date.parse(reportAt) / 1000 - 30],
    ['cortex_otel_retry_wait_seconds', 37.5],
    ['cortex_otel_backfill_progress_ratio', 0.25],
    ['cortex_otel_connector_records_waiting', 7],
    ['cortex_otel_certified_timestamp_seconds', Date.parse(reportAt) / 1000 - 60],
    ['cortex_otel_connector_periods_mismatched', 2],
    ['cortex_otel_connector_schema_drift', 3],
    ['cortex_otel_checkpoint_commits_total', 1],
  ])('%s is %d', async ([family, value]) => {
    startBusy();
    expect(await samples(family)).toEqual([[labels, value]]);
  });

  test('work beside the polls that fails is 1', async () => {
    startBusy();
    expect(await samples('cortex_otel_connector_side_failing')).toEqual([[{ ...labels, side: 'details' }, 1]]);
  });

  test.for([...statusWords])('that is %s has 1 for this word and 0 for the others', async (word) => {
    start(() => statusReport([connectorStatus(word)]));
    const states = await samples('cortex_otel_connector_state');
    expect(states).toEqual(statusWords.map((state) => [{ ...labels, state }, state === word ? 1 : 0]));
  });

  test('what is not known is absent, not 0', async () => {
    // The next poll is no retry.
    start(() => statusReport([connectorStatus('Pending', { nextAttemptAt: after(1000) })]));
    const names = [...(await families()).keys()];
    expect(names).toContain('cortex_otel_connector_records_fetched_total');
    expect(names.filter((name) => /lag|timestamp|wait|ratio/.test(name))).toEqual([]);
  });

  test('what is over is gone: a history that has been read, a connector that was removed', async () => {
    let report = statusReport([connectorStatus('Throttled', busy), connectorStatus('Active', { id: 'other' })]);
    start(() => report);
    expect(await samples('cortex_otel_backfill_progress_ratio')).toHaveLength(1);
    expect(await samples('cortex_otel_connector_polls_total')).toHaveLength(2);
    report = statusReport([connectorStatus('Active')]);
    expect(await samples('cortex_otel_backfill_progress_ratio')).toBeUndefined();
    expect(await samples('cortex_otel_connector_polls_total')).toEqual([[labels, 0]]);
  });
});

test('attempts are counted by how they ended, in buckets of seconds', async () => {
  startBusy();
  metrics?.hooks.onPoll('soc-eu', { ms: 90, outcome: 'auth' });
  metrics?.hooks.onPoll('soc-eu', { ms: 10, outcome: 'auth' });
  const polls = (await families()).get('cortex_otel_connector_poll_duration_seconds')?.samples ?? [];
  const labels = { connector: 'soc-eu', source: 'xdr-incidents' };
  const of = (suffix: string, more: Record<string, string>) =>
    polls.find(
      ({ name, labels: all }) =>
        name.endsWith(suffix) && Object.entries({ ...labels, ...more }).every(([k, v]) => all[k] === v),
    )?.value;
  expect(of('_count', { outcome: 'ok' })).toBe(1);
  expect(of('_sum', { outcome: 'ok' })).toBe(1.5);
  expect(of('_count', { outcome: 'auth' })).toBe(2);
  expect(of('_bucket', { outcome: 'auth', le: '0.01' })).toBe(1);
  expect(of('_bucket', { outcome: 'auth', le: '+Inf' })).toBe(2);
});

test.for<[string, StatusReport, number]>([
  ['holds', statusReport([connectorStatus('Retrying')]), 1],
  ['waits for', statusReport([connectorStatus('Standby')]), 0],
])('a process that %s the state directory says so', async ([, report, held]) => {
  start(() => report);
  expect(await samples('cortex_otel_lease_held')).toEqual([[{}, held]]);
});

test('the process: its memory, its CPU time, how long it runs', async () => {
  start(() => statusReport([]));
  const [[, bytes] = []] = (await samples('cortex_otel_process_memory_usage_bytes')) ?? [];
  expect(bytes).toBeGreaterThan(10 * 2 ** 20);
  const cpu = (await samples('cortex_otel_process_cpu_time_seconds_total')) ?? [];
  expect(cpu.map(([labels]) => labels)).toEqual([{ cpu_mode: 'user' }, { cpu_mode: 'system' }]);
  const [[, seconds] = []] = (await samples('cortex_otel_process_uptime_seconds')) ?? [];
  expect(Math.abs(Number(seconds) - process.uptime())).toBeLessThan(5);
});

test('no name, tenant, address or error gets into the text', async () => {
  startBusy();
  expect(await metrics?.text()).not.toMatch(/SOC of|secret-tenant|collector\.internal|slow down/);
});

test('the text says which version it is of', async () => {
  start(() => statusReport([]));
  expect(await samples('target_info')).toMatchObject([[{ service_name: 'cortex-otel', service_version: '9.8.7' }, 1]]);
});
