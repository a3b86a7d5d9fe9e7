import type { ConnectorOverview } from '../../api/overview.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { durationText } from '../ui/time-text.ts';

/** Why a connector has its word, and why to look although it is a good one. What an error says stands with the error. */
export function StatusReason({ connector }: { connector: ConnectorOverview }) {
  const { reason, error, history, paused, warning } = connector;
  return (
    <>
      {!error && !paused && (
        <span className="reason muted">
          {reason}
          {history?.etaMs != null && ` About ${durationText(history.etaMs)} left.`}
        </span>
      )}
      {paused && (
        <span className="reason muted">
          By {paused.by}, <RelativeTime at={paused.at} />
        </span>
      )}
      {warning !== undefined && <span className="reason warning">! {warning}</span>}
    </>
  );
}
