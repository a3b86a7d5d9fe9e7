import { describe, expect, test } from 'vitest';
import { historyLines } from '../../src/cli/run/history-progress.ts';
import { createPollLog } from '../../src/cli/run/poll-log.ts';
import { createStatusWriter } from '../../src/cli/run/status-writer.ts';
import type { Logger } from '../../src/contract/index.ts';
import type { Accepted } from '../../src/host/collect/pipeline.ts';
import { initialDetails } from '../../src/host/state/connector-state.ts';
import type { ConnectorStatus, StatusReport } from '../../src/host/status/status-report.ts';
import { createVirtualClock, silentLogger, testStartMs } from '../../src/testing/index.ts';
import { records } from '../host/delivery/records.ts';
import { connectorStatus, statusReport } from '../host/status-reports.ts';

const report = ({ status = 'Active', ...changes }: Partial<ConnectorStatus>) =>
  statusReport([connectorStatus(status, { id: 'soc', ...changes })]);
const polls = (count: number) => report({ counters: { ...initialDetails.counters, polls: count } });

function recordingLogger() {
  const lines: (readonly [event: string, fields: Readonly<Record<string, unknown>>])[] = [];
  const write = (fields: Readonly<Record<string, unknown>>, event: string) => void lines.push([event, fields]);
  const logger: Logger = { ...silentLogger(), info: write, warn: write };
  return { logger, lines };
}

describe('the status file', () => {
  function writer() {
    const clock = createVirtualClock(testStartMs);
    const written: StatusReport[] = [];
    const file = { write: (next: StatusReport) => (written.push(next), true), remove: () => {} };
    return { clock, written, writer: createStatusWriter(file, clock) };
  }

  test('is written at once when a word changes', async () => {
    const { written, writer: status } = writer();
    status.look(report({ status: 'Pending' }));
    status.look(report({ status: 'Active' }));
    expect(written).toHaveLength(2);
  });

  test('is written at most once a second when something else changes', async () => {
    const { clock, written, writer: status } = writer();
    for (let count = 0; count < 10; count++) {
      status.look(polls(count));
      await clock.advance(200);
    }
    expect(written).toHaveLength(2);
  });

  test('is written every ten seconds when nothing changes but what the passing of time changes', async () => {
    const { clock, written, writer: status } = writer();
    for (let second = 0; second < 25; second++) {
      status.look(report({ lagMs: second, recordsPerSecond: 1 / (second + 1) }));
      await clock.advance(1000);
    }
    expect(written).toHaveLength(3);
  });
});

describe('the log of polls', () => {
  const quiet = {
    requests: 2,
    duplicates: 1,
    filtered: 3,
    restricted: 0,
    unmapped: 0,
    overlapShortened: 0,
    caughtUp: true,
  };

  function accepted(count: number, refused = 0): Accepted {
    const batch = records(count);
    const setAside = batch.slice(0, refused).map((record) => ({ record, status: 400, reason: 'HTTP 400' }));
    const report = { accepted: count - refused, partial: [], refused: setAside, warnings: [], requests: 1, bytes: 0 };
    return { next: { version: 1, source: 's', tenant: 't' }, storage: [], records: batch, progress: [quiet], report };
  }

  test('has one line for a poll, however many batches it had', () => {
    const { logger, lines } = recordingLogger();
    const log = createPollLog(logger);
    log.look(polls(0));
    log.saved('soc', accepted(200));
    log.saved('soc', accepted(50));
    log.look(polls(0));
    log.look(polls(1));
    expect(lines).toEqual([
      ['collected', { connector: 'soc', batches: 2, records: 250, duplicates: 2, filtered: 6, requests: 4 }],
    ]);
  });

  test('has none for a poll that collected nothing', () => {
    const { logger, lines } = recordingLogger();
    const log = createPollLog(logger);
    log.saved('soc', { ...accepted(0), progress: [{ ...quiet, filtered: 0 }] });
    log.look(polls(1));
    log.end();
    expect(lines).toEqual([]);
  });

  test('has one for a poll of which everything was left out: the words may be wrong', () => {
    const { logger, lines } = recordingLogger();
    const log = createPollLog(logger);
    log.saved('soc', { ...accepted(0), progress: [{ ...quiet, filtered: 7 }] });
    log.end();
    expect(lines).toEqual([['collected', expect.objectContaining({ records: 0, filtered: 7 })]]);
  });

  test('has a line of its own for what the destination refused', () => {
    const { logger, lines } = recordingLogger();
    const log = createPollLog(logger);
    log.saved('soc', accepted(3, 1));
    log.end();
    expect(lines.map(([event]) => event)).toEqual(['collected', 'dead letters']);
    expect(lines[1]?.[1]).toMatchObject({ deadLettered: 1, rejected: 0 });
  });
});

test('a history read has a line at most every ten seconds, and one when it is done', async () => {
  const { logger, lines } = recordingLogger();
  const clock = createVirtualClock(testStartMs);
  const progress = historyLines(logger, clock);
  for (let second = 0; second < 15; second++) {
    const history = { rangesDone: 0, ranges: 1, ratio: second / 20, from: null, to: '', etaMs: null };
    progress.look(report({ history }));
    await clock.advance(1000);
  }
  progress.look(report({ history: null }));
  progress.look(report({ history: null }));
  expect(lines.map(([event, { percent }]) => [event, percent])).toEqual([
    ['history', 0],
    ['history', 50],
    ['history done', undefined],
  ]);
});
