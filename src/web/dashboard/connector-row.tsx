import { memo, type ReactNode } from 'react';
import type { ConnectorOverview } from '../../api/overview.ts';
import { ConnectorMenu } from '../connector/connector-menu.tsx';
import { ErrorDetails } from '../connector/error-details.tsx';
import { Heartbeat } from '../connector/heartbeat.tsx';
import { lagText } from '../connector/lag-text.ts';
import { NextPoll } from '../connector/next-poll.tsx';
import { numberText, rateText } from '../connector/number-text.ts';
import { Sparkline } from '../connector/sparkline.tsx';
import { StatusLabel } from '../connector/status-label.tsx';
import { StatusReason } from '../connector/status-reason.tsx';
import { useSourceTitle } from '../connector/use-source-title.ts';
import { hrefOf } from '../shell/route.ts';
import { useConsole } from '../shell/use-console.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { useStore } from '../ui/use-store.ts';
import { columns } from './columns.ts';

/** A connector's row, drawn anew when this connector changes. */
export const ConnectorRow = memo(function ConnectorRow({ id, index }: { id: string; index: number }) {
  const { overview } = useConsole();
  const connector = useStore(overview.connector(id));
  const source = useSourceTitle(connector?.source);
  if (!connector) return null;
  return (
    <>
      <tr role="row" aria-rowindex={index + 2} data-connector={id} data-status={connector.status}>
        <NameCell connector={connector} />
        <Cell at={1}>{source}</Cell>
        <StatusCell connector={connector} />
        <Cell at={3}>
          <RelativeTime at={connector.lastEventAt} />
        </Cell>
        <Cell at={4} number>
          {lagText(connector)}
        </Cell>
        <Cell at={5} number>
          <span className="rate">
            <Sparkline rate={connector.rate} /> {rateText(connector.recordsPerSecond)}
          </span>
        </Cell>
        <Cell at={6} number>
          {numberText(connector.counters.accepted)}
        </Cell>
        <Cell at={7} number>
          <NextPoll connector={connector} />
        </Cell>
        <td role="cell" className="menu-cell">
          <ConnectorMenu connector={connector} />
        </td>
      </tr>
      {connector.error && (
        <tr role="row" className="error-row">
          <td role="cell" colSpan={columns.length}>
            <ErrorDetails connector={connector} />
          </td>
        </tr>
      )}
    </>
  );
});

/** A cell; where rows are cards it carries the name of its column. */
function Cell({ at, number = false, children }: { at: number; number?: boolean; children: ReactNode }) {
  return (
    <td role="cell" data-label={columns[at]?.title} className={number ? 'number' : undefined}>
      {children}
    </td>
  );
}

function NameCell({ connector: { id, name, tenant } }: { connector: ConnectorOverview }) {
  return (
    <th role="rowheader" scope="row" className="name-cell">
      <span className="row tight">
        <a data-row-link href={hrefOf({ page: 'connector', id, tab: 'overview' })}>
          {name}
        </a>
        <CopyButton what={`id of ${name}`} text={id} small />
      </span>
      <span className="muted small-text tenant" title={tenant}>
        {tenant.replace(/^https:\/\//, '')}
      </span>
    </th>
  );
}

function StatusCell({ connector }: { connector: ConnectorOverview }) {
  return (
    <td role="cell" className="status-cell" data-label="Status">
      <StatusLabel status={connector.status} />
      <StatusReason connector={connector} />
      <Heartbeat beats={connector.beats} />
    </td>
  );
}
