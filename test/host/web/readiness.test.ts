import { describe, expect, test } from 'vitest';
import type { ConnectorStatus } from '../../../src/host/status/status-report.ts';
import { type StatusWord, statusWords } from '../../../src/host/status/status-word.ts';
import { connectorReadiness, hostReadiness, recoveryMs } from '../../../src/host/web/readiness.ts';
import { before, connectorStatus, reportAt, statusReport } from '../status-reports.ts';

const times = { at: reportAt, hostStartedAt: before(3_600_000) };

function failing(sinceMs: number): ConnectorStatus['error'] {
  return { kind: 'unavailable', message: 'no answer', at: before(1000), since: before(sinceMs), inARow: 7 };
}

describe('a connector', () => {
  test.for<[StatusWord, Partial<ConnectorStatus>, number]>([
    ['Pending', {}, 503],
    ['Active', {}, 200],
    ['Active (catching up)', {}, 200],
    ['Throttled', { error: failing(recoveryMs - 1) }, 200],
    ['Throttled', { error: failing(recoveryMs) }, 500],
    ['Retrying', { error: failing(recoveryMs - 1) }, 200],
    ['Retrying', { error: failing(recoveryMs) }, 500],
    // A long interval does not make the first failure after it look old.
    ['Retrying', { error: failing(1000), lastSuccessAt: before(24 * 3_600_000) }, 200],
    // Silent, without an error.
    ['Retrying', { lastSuccessAt: before(recoveryMs - 1) }, 200],
    ['Retrying', { lastSuccessAt: before(recoveryMs) }, 500],
    ['Retrying', {}, 500],
    ['Action required', {}, 500],
    ['Paused', {}, 200],
    ['Standby', {}, 200],
    ['Inactive', {}, 503],
  ])('%s, %j: %d', ([status, changes, code]) => {
    expect(connectorReadiness(connectorStatus(status, changes), times)).toBe(code);
  });

  test('that never had a success nor an error waits from the start of the host', () => {
    const started = { at: reportAt, hostStartedAt: before(recoveryMs - 1) };
    expect(connectorReadiness(connectorStatus('Retrying'), started)).toBe(200);
  });
});

describe('the host', () => {
  const broken = connectorStatus('Action required', { id: 'broken' });

  test.for(statusWords.filter((word) => word !== 'Action required'))('is ready while one is %s', (word) => {
    const one = connectorStatus(word, { error: failing(1000) });
    expect(hostReadiness(statusReport([broken, one]))).toBe(200);
  });

  test('is not ready when every connector needs a person', () => {
    const stuck = connectorStatus('Throttled', { id: 'stuck', error: failing(recoveryMs) });
    expect(hostReadiness(statusReport([broken, stuck]))).toBe(500);
  });

  test('without connectors is ready', () => {
    expect(hostReadiness(statusReport([]))).toBe(200);
  });
});
