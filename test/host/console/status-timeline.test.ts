import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ConnectorError } from '../../../src/contract/index.ts';
import { createStatusTimeline, type StatusTimeline } from '../../../src/host/console/status-timeline.ts';
import type { TimelineNote } from '../../../src/host/state/operator-store.ts';
import type { ConnectorStatus } from '../../../src/host/status/status-report.ts';
import { createRedactor } from '../../../src/shared/redact.ts';
import { type Bench, openBench } from '../collect/collect-bench.ts';
import { connectorStatus, statusReport } from '../status-reports.ts';

let bench: Bench;
let timeline: StatusTimeline;

beforeEach(async () => {
  bench = await openBench();
  timeline = open();
});
afterEach(async () => bench.close());

function open(operators = bench.store.operators): StatusTimeline {
  const redactor = createRedactor(['CANARY-key']);
  const { clock, logger } = bench.tools;
  return createStatusTimeline({ operators, clock, logger, redact: (text) => redactor.redact(text) });
}

const look = (...connectors: readonly ConnectorStatus[]) => timeline.look(statusReport(connectors));
async function entries(connector = 'soc-eu') {
  await timeline.settled();
  const stored = await bench.store.operators.timeline(connector, { limit: 100 });
  return stored.map(({ text, count }) => (count === 1 ? text : `${text} (${count})`)).toReversed();
}

const error = (kind: 'auth' | 'license', message = 'the key is refused'): NonNullable<ConnectorStatus['error']> => ({
  kind,
  code: 'AUTH-301',
  message,
  at: '2026-03-02T08:00:00.000Z',
  inARow: 1,
});

describe('the timeline of the status', () => {
  test('has an entry for each word, with its reason', async () => {
    look(connectorStatus('Pending'));
    look(connectorStatus('Active', { reason: 'All is well.' }));
    look(connectorStatus('Action required', { reason: 'the key is refused', error: error('auth') }));
    look(connectorStatus('Active', { reason: 'All is well.' }));
    expect(await entries()).toEqual([
      'Active: All is well.',
      'Action required: the key is refused (AUTH-301)',
      'Active: All is well.',
    ]);
  });

  test('has none while only numbers change', async () => {
    for (let percent = 0; percent < 100; percent++) {
      look(connectorStatus('Active (catching up)', { reason: `Reading history: ${percent} % done.` }));
    }
    expect(await entries()).toEqual(['Active (catching up): Reading history: 0 % done.']);
  });

  test('has one where the trouble is another, though the word is the same', async () => {
    look(connectorStatus('Action required', { reason: 'the key is refused', error: error('auth') }));
    look(connectorStatus('Action required', { reason: 'no licence', error: error('license') }));
    expect(await entries()).toHaveLength(2);
  });

  test('leaves to the step of an operator what that says', async () => {
    look(connectorStatus('Active', { reason: 'All is well.' }));
    look(connectorStatus('Paused', { reason: 'Paused by alice.' }));
    look(connectorStatus('Pending'));
    look(connectorStatus('Retrying', { reason: 'No answer.' }));
    expect(await entries()).toEqual(['Active: All is well.', 'Retrying: No answer.']);
  });

  test('counts equal ones in a row: the same after each start', async () => {
    for (let start = 0; start < 3; start++) {
      timeline = open();
      look(connectorStatus('Pending'));
      look(connectorStatus('Active', { reason: 'All is well.' }));
      expect(await entries()).toHaveLength(1);
    }
    expect(await entries()).toEqual(['Active: All is well. (3)']);
  });

  test('is each connector’s own', async () => {
    look(connectorStatus('Active', { id: 'a' }), connectorStatus('Active', { id: 'b' }));
    look(connectorStatus('Retrying', { id: 'a' }), connectorStatus('Active', { id: 'b' }));
    expect([await entries('a'), await entries('b')].map(({ length }) => length)).toEqual([2, 1]);
  });

  test('holds no secret and no more than it may', async () => {
    look(connectorStatus('Retrying', { reason: `CANARY-key ${'long '.repeat(200)}` }));
    const [entry = ''] = await entries();
    expect(entry).toContain('[redacted]');
    expect(entry.length).toBeLessThanOrEqual(500);
  });

  test('that cannot be written is logged, and stops nothing', async () => {
    const broken = {
      note: async (_note: TimelineNote) => Promise.reject(new ConnectorError('state', 'the disk is full')),
    };
    timeline = open({ ...bench.store.operators, ...broken });
    look(connectorStatus('Active'));
    expect(await entries()).toEqual([]);
    expect(bench.lines).toMatchObject([{ level: 'warn', fields: { message: 'the disk is full' } }]);
  });
});
