import type { ConnectorOverview } from '../../api/overview.ts';
import { numberText } from './number-text.ts';
import { RelativeTime } from '../ui/relative-time.tsx';
import { durationText } from '../ui/time-text.ts';

/** What the source tells of itself beyond its word: only what is worth a look from afar. */
function Standing({ connector: { gauges, sides, error } }: { connector: ConnectorOverview }) {
  const { waiting = 0, certifiedToMs, mismatches = 0 } = gauges;
  const failing = error ? undefined : sides.find((side) => side.error);
  return (
    <>
      {waiting > 0 && <span className="reason muted">{numberText(waiting)} waiting for their details</span>}
      {certifiedToMs !== undefined && (
        <span className="reason muted">
          Certified up to <RelativeTime at={new Date(certifiedToMs).toISOString()} />
        </span>
      )}
      {mismatches > 0 && (
        <span className="reason warning">
          ! {numberText(mismatches)} {mismatches === 1 ? 'period differs' : 'periods differ'} from what the API counts
        </span>
      )}
      {failing?.error && (
        <span className="reason warning">
          ! {failing.title}: {failing.error.message}
        </span>
      )}
    </>
  );
}

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
      <Standing connector={connector} />
      {warning !== undefined && <span className="reason warning">! {warning}</span>}
    </>
  );
}
