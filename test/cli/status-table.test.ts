import { describe, expect, test } from 'vitest';
import { statusTable } from '../../src/cli/status-table.ts';
import type { ConnectorStatus, StatusReport } from '../../src/host/status/status-report.ts';
import { initialDetails } from '../../src/host/state/connector-state.ts';
import { statusWords } from '../../src/host/status/status-word.ts';
import { connectorStatus, statusReport } from '../host/status-reports.ts';

const plain = (_style: unknown, text: string) => text;

const quiet: ConnectorStatus = connectorStatus('Active', {
  id: 'soc',
  name: 'SOC',
  reason: 'Everything there was has been delivered.',
  lastEventAt: '2026-03-02T07:57:00.000Z',
  lagMs: 0,
  nextAttemptAt: '2026-03-02T08:00:41.000Z',
  recordsPerSecond: 2.25,
  counters: { ...initialDetails.counters, accepted: 184_203 },
});

const report = (...connectors: readonly ConnectorStatus[]): StatusReport => statusReport(connectors);

const lines = (...connectors: readonly ConnectorStatus[]) => statusTable(report(...connectors), plain).split('\n');

describe('the status table', () => {
  test('has a line for a connector that is well, under its headings', () => {
    expect(lines(quiet).slice(0, 2)).toEqual([
      'CONNECTOR                STATUS                 RECORDS    RATE      LAST   NEXT',
      'soc                      Active                 184,203   2.3/s    3m ago    41s',
    ]);
  });

  test.for(statusWords)('has room for the word %s', (status) => {
    expect(lines({ ...quiet, status })[1]).toContain(` ${status} `);
  });

  test('fits 80 columns, whatever a name, a number or an error is like', () => {
    const error = {
      kind: 'auth' as const,
      message: 'long words '.repeat(40),
      remedy: 'x'.repeat(30),
      at: '',
      inARow: 1,
    };
    const table = lines(
      { ...quiet, id: 'a'.repeat(64), counters: { accepted: 9_999_999 } as ConnectorStatus['counters'] },
      { ...quiet, status: 'Action required', error },
    );
    expect(table.filter((line) => line.length > 80)).toEqual([]);
  });

  test('says of a connector that is well, too, what the destination has refused', () => {
    const counters = { ...quiet.counters, deadLettered: 2, rejected: 1 };
    expect(lines({ ...quiet, counters }).slice(2, 4)).toEqual([
      '  3 records refused by the destination since the first start, kept as dead',
      '  letters in the state directory.',
    ]);
  });

  test('says of a connector that is well, too, what it was told to leave out, and what its source tells', () => {
    const counters = { ...quiet.counters, filtered: 3420 };
    const gauges = { waiting: 12, certifiedToMs: Date.parse('2026-03-01T08:00:00Z'), mismatches: 1, drift: 2 };
    expect(lines({ ...quiet, counters, gauges }).slice(2, 7)).toEqual([
      '  3,420 left out: the connector is narrowed to others.',
      '  12 waiting for their details.',
      '  Certified up to 2026-03-01T08:00:00.000Z.',
      '  1 period differs from what the API counts.',
      '  2 differences from the fields that are known: cortex-otel drift.',
    ]);
  });

  test('says how far history has come, and how long it takes', () => {
    const history = {
      rangesDone: 1,
      ranges: 4,
      ratio: 0.62,
      from: null,
      to: '2026-03-02T07:00:00.000Z',
      etaMs: 1_260_000,
    };
    const reason = 'Reading history: 62 % done, the live tail goes on meanwhile.';
    const table = lines({ ...quiet, status: 'Active (catching up)', reason, history });
    expect(table[2]).toBe('  Reading history: 62 % done, the live tail goes on meanwhile. 21m left.');
  });

  test('says who paused a connector, and what had failed before', () => {
    const error = { kind: 'auth' as const, message: 'the key is refused', at: '', inARow: 1 };
    const reason = 'Paused by alice since 2026-03-02T07:00:00.000Z.';
    expect(lines({ ...quiet, status: 'Paused', reason, error }).slice(2, 4)).toEqual([
      `  ${reason}`,
      '  the key is refused',
    ]);
  });

  test('holds nothing of an error that a terminal would obey', () => {
    const error = { kind: 'auth' as const, message: 'no\u001b[2J way\r\nat all', at: '', inARow: 1 };
    expect(lines({ ...quiet, status: 'Action required', error })[2]).toBe('  no [2J way at all');
  });
});
