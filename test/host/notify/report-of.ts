import type { ConnectorStatus, StatusReport } from '../../../src/host/status/status-report.ts';

export const startMs = Date.UTC(2026, 2, 2, 8);

/** A connector that is fine, but for what is said. */
function connectorStatus(overrides: Partial<ConnectorStatus> = {}): ConnectorStatus {
  return {
    id: 'soc',
    name: 'SOC EU',
    source: 'xsoar-audit',
    tenant: 'https://api-acme.xdr.eu.paloaltonetworks.com',
    destination: 'http://127.0.0.1:4318/v1/logs',
    status: 'Active',
    reason: 'Everything there was has been delivered.',
    error: null,
    lastPollAt: null,
    lastSuccessAt: null,
    lastEventAt: null,
    lagMs: 0,
    nextAttemptAt: null,
    recordsPerSecond: 0,
    counters: {} as ConnectorStatus['counters'],
    history: null,
    ...overrides,
  };
}

export const refusedKey: Partial<ConnectorStatus> = {
  status: 'Action required',
  error: {
    kind: 'auth',
    code: 'AUTH-301',
    message: 'the API key was not accepted',
    remedy: 'Enter a new key.',
    at: new Date(startMs).toISOString(),
    inARow: 1,
  },
};

export function reportOf(overrides: Partial<ConnectorStatus> = {}, atMs = startMs): StatusReport {
  return {
    version: 1,
    at: new Date(atMs).toISOString(),
    host: { running: true, pid: 1, version: '1.0.0', startedAt: new Date(startMs).toISOString() },
    summary: '',
    connectors: [connectorStatus(overrides)],
  };
}
