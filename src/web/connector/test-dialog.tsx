import { useEffect, useRef } from 'react';
import type { ConnectorOverview } from '../../api/overview.ts';
import { detailsText } from '../connection-test/details-text.ts';
import { TestPanel } from '../connection-test/test-panel.tsx';
import { useTestRun } from '../connection-test/use-test-run.ts';
import { useConsole } from '../shell/use-console.ts';
import { Dialog } from '../ui/dialog.tsx';

/** Tests the connection of a connector as it is saved, at once. */
export function TestDialog({
  connector: { id, name, source },
  onClose,
}: {
  connector: ConnectorOverview;
  onClose: () => void;
}) {
  const { api } = useConsole();
  const { run, start, cancel } = useTestRun(undefined);
  const begin = (): void => void start([source], (signal) => api.lines('testConnector', { id, signal }));
  const first = useRef(begin);
  useEffect(() => first.current(), []);
  const actions = (
    <>
      {run?.state !== 'running' && (
        <button type="button" onClick={begin}>
          Test again
        </button>
      )}
      <button type="button" className="primary" onClick={onClose}>
        Close
      </button>
    </>
  );
  return (
    <Dialog title={`Connection test of ${name}`} actions={actions} onClose={onClose} wide>
      <TestPanel
        run={run}
        titleOf={(one) => one}
        details={() => (run ? detailsText(name, run, []) : '')}
        onCancel={cancel}
      />
    </Dialog>
  );
}
