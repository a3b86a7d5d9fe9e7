import type { ConnectorOverview } from '../../api/overview.ts';
import { countdownText } from '../ui/time-text.ts';
import { useNow } from '../ui/use-now.ts';

/** When a connector is at work next: a countdown. */
export function NextPoll({ connector }: { connector: ConnectorOverview }) {
  const { nextAttemptAt, status, error } = connector;
  const text = useNow((nowMs) => {
    if (nextAttemptAt === null) return resting.has(status) ? '–' : 'now';
    const left = countdownText(Date.parse(nextAttemptAt) - nowMs);
    return error ? `retry ${left}` : left;
  });
  return <span className="number">{text}</span>;
}

const resting: ReadonlySet<ConnectorOverview['status']> = new Set(['Paused', 'Standby', 'Inactive']);
