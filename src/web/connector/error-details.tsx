import type { ConnectorOverview } from '../../api/overview.ts';
import { useMay } from '../session/use-may.ts';
import { hrefOf } from '../shell/route.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';

/** Why a connector is not well, and what to do. */
export function ErrorDetails({ connector }: { connector: ConnectorOverview }) {
  const mayEdit = useMay('admin') && connector.origin === 'saved';
  const { error } = connector;
  if (!error) return null;
  const asksForPerson = connector.status === 'Action required';
  return (
    <div className={asksForPerson ? 'problem' : 'problem mild'}>
      <p>
        {error.code && <code>{error.code}</code>} {error.message}
      </p>
      {error.remedy && (
        <p>
          <strong>What to do:</strong> {error.remedy}
        </p>
      )}
      <div className="row">
        <span className="muted">
          since <RelativeTime at={error.since ?? error.at} />
          {error.inARow > 1 && `, ${error.inARow} times in a row`}
        </span>
        {mayEdit && <a href={hrefOf({ page: 'edit', id: connector.id })}>Edit the connector</a>}
        <CopyButton what="details" text={() => detailsText(connector)} />
      </div>
    </div>
  );
}

/** For a ticket: everything that is known, and no secret. */
function detailsText({ id, name, source, tenant, destination, status, error }: ConnectorOverview): string {
  return JSON.stringify({ id, name, source, tenant, destination, status, error }, null, 2);
}
