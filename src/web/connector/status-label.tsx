import type { ConnectorOverview } from '../../api/overview.ts';
import { statusMarks } from './status-marks.ts';

/** A status as shape, word and colour. */
export function StatusLabel({ status }: { status: ConnectorOverview['status'] }) {
  const { path, tone } = statusMarks[status];
  return (
    <span className={`status ${tone}`}>
      <svg className="shape" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        <path d={path} fill="currentColor" fillRule="evenodd" />
      </svg>
      <span className="status-word">{status}</span>
    </span>
  );
}
