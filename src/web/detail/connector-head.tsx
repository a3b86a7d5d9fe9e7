import { ConnectorMenu } from '../connector/connector-menu.tsx';
import { ErrorDetails } from '../connector/error-details.tsx';
import { NextPoll } from '../connector/next-poll.tsx';
import { StatusLabel } from '../connector/status-label.tsx';
import { StatusReason } from '../connector/status-reason.tsx';
import { useConnectorActions } from '../connector/use-connector-actions.ts';
import { useMay } from '../session/use-may.ts';
import { hrefOf } from '../shell/route.ts';
import { useConsole } from '../shell/use-console.ts';
import type { TabProps } from './connector-page.tsx';

/** The name of a connector, how it stands, and what is done with it most. */
export function ConnectorHead({ connector }: TabProps) {
  const { id, name, status, paused } = connector;
  const { dialog } = useConsole();
  const mayOperate = useMay('operator');
  const act = useConnectorActions();
  return (
    <div className="page-head">
      <p>
        <a href={hrefOf({ page: 'status' })}>← All connectors</a>
      </p>
      <div className="row spread">
        <h1>{name}</h1>
        <div className="row">
          {mayOperate && (
            <>
              <button type="button" onClick={() => act(paused ? 'resume' : 'pause', connector)}>
                {paused ? 'Resume' : 'Pause'}
              </button>
              <button type="button" disabled={paused !== null} onClick={() => act('poll', connector)}>
                Poll now
              </button>
              <button type="button" onClick={() => dialog.set({ kind: 'test', id })}>
                Test connection
              </button>
            </>
          )}
          <ConnectorMenu connector={connector} />
        </div>
      </div>
      <p className="row" data-status={status}>
        <StatusLabel status={status} />
        <StatusReason connector={connector} />
        <span className="muted">
          Next poll: <NextPoll connector={connector} />
        </span>
      </p>
      <ErrorDetails connector={connector} />
    </div>
  );
}
