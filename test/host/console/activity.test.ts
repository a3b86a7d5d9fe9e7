import { beforeEach, describe, expect, test } from 'vitest';
import { connectorOverviewSchema, heartbeatLength, overviewSchema, rateBuckets } from '../../../src/api/overview.ts';
import type { AttemptOutcome } from '../../../src/host/collect/run-connector.ts';
import { type Activity, createActivity } from '../../../src/host/console/activity.ts';
import { overviewOf } from '../../../src/host/console/overview-of.ts';
import { Secret } from '../../../src/shared/secret.ts';
import { testStartMs } from '../../../src/testing/index.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/testing/virtual-clock.ts';
import { createNumbers, numbersConfig } from '../collect/numbers-source.ts';
import { plainConnector } from '../plain-configuration.ts';
import { connectorStatus, statusReport } from '../status-reports.ts';
import { acceptedBatch } from './accepted-batch.ts';

const minute = 60_000;
let clock: VirtualClock;
let activity: Activity;

beforeEach(() => {
  clock = createVirtualClock(testStartMs);
  activity = createActivity(clock);
});

const poll = (outcome: AttemptOutcome, accepted = 0): void => {
  if (accepted > 0) activity.onSaved('soc', acceptedBatch(accepted));
  activity.onPoll('soc', { ms: 12.3, outcome });
};
const outcomes = () => activity.of('soc').beats.map(({ outcome }) => outcome);

describe('a heartbeat', () => {
  test('has a beat for each attempt: what was accepted since the one before, and what it took', () => {
    activity.onSaved('soc', acceptedBatch(4));
    poll('ok', 3);
    poll('ok');
    const at = new Date(testStartMs).toISOString();
    expect(activity.of('soc').beats).toEqual([
      { at, outcome: 'ok', records: 7, ms: 12 },
      { at, outcome: 'empty', records: 0, ms: 12 },
    ]);
  });

  test.for<[AttemptOutcome, string]>([
    ['throttled', 'throttled'],
    ['unavailable', 'failed'],
    ['protocol', 'failed'],
    ['auth', 'action'],
    ['permission', 'action'],
    ['state', 'action'],
  ])('%s is %s', ([kind, beat]) => {
    poll(kind, 2);
    expect(activity.of('soc').beats).toMatchObject([{ outcome: beat, records: 2 }]);
  });

  test('needs a person from the third answer in a row that is not understood', () => {
    for (const outcome of ['protocol', 'protocol', 'ok', 'protocol', 'protocol', 'protocol'] as const) poll(outcome);
    expect(outcomes()).toEqual(['failed', 'failed', 'empty', 'failed', 'failed', 'action']);
  });

  test('is that of the last polls, oldest first', () => {
    poll('auth');
    for (let index = 0; index < heartbeatLength; index++) poll('ok');
    expect(outcomes()).toEqual(Array.from({ length: heartbeatLength }, () => 'empty'));
  });
});

describe('the rate', () => {
  test('is what was accepted in each minute of the last hour', async () => {
    activity.onSaved('soc', acceptedBatch(5));
    await clock.advance(minute);
    activity.onSaved('soc', acceptedBatch(2));
    activity.onSaved('soc', acceptedBatch(1));
    expect(activity.of('soc').rate).toHaveLength(rateBuckets);
    expect(activity.of('soc').rate.slice(-3)).toEqual([0, 5, 3]);
    await clock.advance(58 * minute);
    expect(activity.of('soc').rate.slice(0, 2)).toEqual([5, 3]);
    await clock.advance(minute);
    expect(activity.of('soc').rate.slice(0, 2)).toEqual([3, 0]);
  });

  test('does not notice a clock that jumps', () => {
    activity.onSaved('soc', acceptedBatch(5));
    clock.jump(-3 * 3_600_000);
    activity.onSaved('soc', acceptedBatch(1));
    expect(activity.of('soc').rate.at(-1)).toBe(6);
  });

  test('counts what was accepted, not what was refused', () => {
    activity.onSaved('soc', acceptedBatch(5, 2));
    expect(activity.of('soc').rate.at(-1)).toBe(3);
  });
});

test('nothing is left of a connector that is gone', () => {
  poll('ok', 3);
  activity.onGone('soc');
  expect(activity.of('soc')).toEqual({ beats: [], rate: Array.from({ length: rateBuckets }, () => 0) });
});

describe('an overview', () => {
  const configured = plainConnector({
    id: 'soc-eu',
    plugin: createNumbers().plugin,
    config: numbersConfig,
    inputs: new Secret(''),
  });
  const counters = { ...connectorStatus('Active').counters, deadLettered: 2, rejected: 3 };
  const report = statusReport([
    connectorStatus('Paused', { counters }),
    connectorStatus('Action required', { id: 'b' }),
  ]);
  const paused = { by: 'alice', atMs: testStartMs };

  test('is the report, with what is known beside it', () => {
    activity.onPoll('soc-eu', { ms: 1, outcome: 'ok' });
    const overview = overviewOf(report, {
      connector: (id) => (id === 'soc-eu' ? { connector: configured, paused } : undefined),
      activity,
      warning: (id) => (id === 'soc-eu' ? 'The health check failed.' : undefined),
    });
    expect(overviewSchema.parse(overview)).toEqual(overview);
    expect(overview).toMatchObject({
      summary: report.summary,
      connectors: [
        {
          id: 'soc-eu',
          origin: 'file',
          paused: { by: 'alice', at: new Date(testStartMs).toISOString() },
          deadLetters: 5,
          warning: 'The health check failed.',
        },
        { id: 'b', origin: 'saved', paused: null, beats: [] },
      ],
    });
    expect(overview.connectors[0]?.beats).toHaveLength(1);
    expect(connectorOverviewSchema.parse(overview.connectors[1])).not.toHaveProperty('warning');
  });
});
