import type { ConnectorStatus, StatusReport } from '../../../src/host/status/status-report.ts';
import { connectorStatus, statusReport } from '../status-reports.ts';

export const startMs = Date.UTC(2026, 2, 2, 8);

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

/** A report of one audit connector that is well, but for what is said. */
export function reportOf(changes: Partial<ConnectorStatus> = {}, atMs = startMs): StatusReport {
  const soc = { id: 'soc', name: 'SOC EU', source: 'xsoar-audit', lagMs: 0, ...changes };
  const host = { running: true, pid: 1, version: '1.0.0', startedAt: new Date(startMs).toISOString() };
  return statusReport([connectorStatus(changes.status ?? 'Active', soc)], { at: new Date(atMs).toISOString(), host });
}
