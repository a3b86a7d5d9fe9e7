import type { Overview } from '../../api/overview.ts';
import type { HostedConnector } from '../create-host.ts';
import type { StatusReport } from '../status/status-report.ts';
import type { Activity } from './activity.ts';

export interface OverviewParts {
  /** Undefined for one that was made in the console and cannot be configured. */
  readonly connector: (id: string) => Pick<HostedConnector, 'connector' | 'paused'> | undefined;
  readonly activity: Pick<Activity, 'of'>;
  /** Records that are set aside now; without it, those ever set aside. */
  readonly deadLetters?: (id: string) => number;
  /** What else is to be known of a connector that is otherwise well, such as a health check that failed. */
  readonly warning?: (id: string) => string | undefined;
}

/** Everything the dashboard shows: how connectors stand, and what they did lately. */
export function overviewOf(
  report: StatusReport,
  { connector, activity, deadLetters, warning }: OverviewParts,
): Overview {
  return {
    ...report,
    connectors: report.connectors.map((status) => {
      const { connector: configured, paused } = connector(status.id) ?? {};
      const warned = warning?.(status.id);
      const { deadLettered, rejected } = status.counters;
      return {
        ...status,
        origin: configured?.origin ?? 'saved',
        paused: paused ? { by: paused.by, at: new Date(paused.atMs).toISOString() } : null,
        ...activity.of(status.id),
        deadLetters: deadLetters?.(status.id) ?? deadLettered + rejected,
        ...(warned !== undefined && { warning: warned }),
      };
    }),
  };
}
