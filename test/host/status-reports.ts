import type { ConnectorStatus, StatusReport } from '../../src/host/status/status-report.ts';
import type { StatusWord } from '../../src/host/status/status-word.ts';
import { initialDetails } from '../../src/host/state/connector-state.ts';

export const reportAt = '2026-03-02T08:00:00.000Z';
export const tenant = 'https://api-secret-tenant.xdr.us.paloaltonetworks.com';

/** A connector as a report shows it; what is not given is quiet. */
export function connectorStatus(status: StatusWord, changes: Partial<ConnectorStatus> = {}): ConnectorStatus {
  return {
    id: 'soc-eu',
    name: 'SOC of Example Corp',
    source: 'xdr-incidents',
    tenant,
    destination: 'http://collector.internal:4318/v1/logs',
    status,
    reason: 'A reason.',
    error: null,
    lastPollAt: null,
    lastSuccessAt: null,
    lastEventAt: null,
    lagMs: null,
    nextAttemptAt: null,
    recordsPerSecond: 0,
    counters: initialDetails.counters,
    gauges: {},
    sides: [],
    history: null,
    ...changes,
  };
}

export function statusReport(
  connectors: readonly ConnectorStatus[],
  changes: Partial<StatusReport> = {},
): StatusReport {
  return {
    version: 1,
    at: reportAt,
    host: { running: true, pid: 1, version: '9.8.7', startedAt: before(3_600_000) },
    summary: 'A summary.',
    connectors: [...connectors],
    ...changes,
  };
}

/** The time `ms` before {@link reportAt}. */
export function before(ms: number): string {
  return new Date(Date.parse(reportAt) - ms).toISOString();
}
