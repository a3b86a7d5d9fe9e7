import { useEffect, useRef } from 'react';
import type { ConnectorOverview } from '../../api/overview.ts';
import { TestReport } from '../connection-test/test-report.tsx';
import { useTestRun } from '../connection-test/use-test-run.ts';
import { useConsole } from '../shell/use-console.ts';
import { Dialog } from '../ui/dialog.tsx';

/** Tests the connection of a connector as it is saved, at once. */
export function TestDialog({
  connector: { id, name },
  onClose,
}: {
  connector: ConnectorOverview;
  onClose: () => void;
}) {
  const { api } = useConsole();
  const run = useTestRun();
  const begin = (): void => void run.start((signal) => api.lines('testConnector', { id, signal }));
  const first = useRef(begin);
  useEffect(() => first.current(), []);
  const actions = (
    <>
      {run.running ? (
        <button type="button" onClick={() => run.cancel()}>
          Cancel the test
        </button>
      ) : (
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
      <TestReport run={run} />
    </Dialog>
  );
}
