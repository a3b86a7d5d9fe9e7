import type { ConnectorStatus, StatusReport } from '../status/status-report.ts';

/** How long a connector may fail by itself before it counts as broken, milliseconds. */
export const recoveryMs = 15 * 60_000;

/** 200: at work, or rests on purpose. 503: not at work yet, or not loaded. 500: a person has to look. */
export type Readiness = 200 | 500 | 503;

/** When the report was made, and when the host started: RFC 3339. */
interface ReportTimes {
  readonly at: string;
  readonly hostStartedAt: string | null;
}

export function connectorReadiness(connector: ConnectorStatus, times: ReportTimes): Readiness {
  switch (connector.status) {
    case 'Active':
    case 'Active (catching up)':
    case 'Paused':
    case 'Standby':
      return 200;
    case 'Throttled':
    case 'Retrying':
      return failingMs(connector, times) < recoveryMs ? 200 : 500;
    case 'Action required':
      return 500;
    case 'Pending':
    case 'Inactive':
      return 503;
  }
}

/** Since the first failure in a row. One that is silent without an error: since its last success, or the start. */
function failingMs({ error, lastSuccessAt }: ConnectorStatus, { at, hostStartedAt }: ReportTimes): number {
  const since = error ? (error.since ?? error.at) : (lastSuccessAt ?? hostStartedAt);
  return Date.parse(at) - Date.parse(since ?? at);
}

/** Readiness of the whole: one connector that needs nobody is enough, since restarting would only stop that one too. */
export function hostReadiness({ at, host, connectors }: StatusReport): 200 | 500 {
  const times = { at, hostStartedAt: host.startedAt };
  const broken = connectors.filter((connector) => connectorReadiness(connector, times) === 500);
  return connectors.length > 0 && broken.length === connectors.length ? 500 : 200;
}
