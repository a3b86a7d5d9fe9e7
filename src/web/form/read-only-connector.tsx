import type { ConnectorDetails } from '../../api/connector-form.ts';
import { detailsText } from '../connection-test/details-text.ts';
import { TestPanel } from '../connection-test/test-panel.tsx';
import { keptRun } from '../connection-test/test-run.ts';
import { useTestRun } from '../connection-test/use-test-run.ts';
import { useMay } from '../session/use-may.ts';
import { hrefOf } from '../shell/route.ts';
import { useConsole } from '../shell/use-console.ts';
import { CopyButton } from '../ui/copy-button.tsx';

/** A connector that cannot be changed here: it stands in the configuration file, or its reader is no administrator. */
export function ReadOnlyConnector({ connector }: { connector: ConnectorDetails }) {
  const { api } = useConsole();
  const { id, name, source, origin, yaml, lastTest } = connector;
  const { run, start, cancel } = useTestRun(lastTest ? keptRun(source, lastTest) : undefined);
  const [mayTest, mayCopy] = [useMay('operator'), useMay('admin')];
  return (
    <section>
      <h1>{name}</h1>
      <p>
        {origin === 'file'
          ? 'It stands in the configuration file, so it is changed there: the collector takes it over when the file is saved.'
          : 'Only an administrator changes connectors.'}
      </p>
      <pre tabIndex={0} aria-label="Configuration">
        {yaml}
      </pre>
      <div className="row form-actions">
        {mayTest && (
          <button
            type="button"
            className="primary"
            aria-disabled={run?.state === 'running'}
            onClick={() => void start([source], (signal) => api.lines('testConnector', { id, signal }))}
          >
            Test Connection
          </button>
        )}
        <CopyButton text={yaml} what="configuration" />
        {mayCopy && (
          <a className="button" href={hrefOf({ page: 'new', clone: id })}>
            Make a copy to edit
          </a>
        )}
        <a className="button" href={hrefOf({ page: 'connector', id, tab: 'overview' })}>
          Back
        </a>
      </div>
      <TestPanel
        run={run}
        titleOf={(one) => one}
        details={() => (run ? detailsText(name, run, []) : '')}
        onCancel={cancel}
      />
    </section>
  );
}
