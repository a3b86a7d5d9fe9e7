import { detailsText } from '../../connection-test/details-text.ts';
import { TestPanel } from '../../connection-test/test-panel.tsx';
import { hrefOf } from '../../shell/route.ts';
import { useConsole } from '../../shell/use-console.ts';
import { ProblemBox } from '../../ui/problem-box.tsx';
import { ConnectorFields } from '../fields/connector-fields.tsx';
import type { FormSetup } from '../model/form-setup.ts';
import { AskDialog } from './ask-dialog.tsx';
import { ConflictDialog } from './conflict-dialog.tsx';
import type { FormWork } from './form-work.ts';
import { fieldTitle } from '../model/field-title.ts';
import { OtherProblems } from './other-problems.tsx';
import { SourceGuide } from './source-guide.tsx';
import { typedSecrets } from './typed-secrets.ts';
import { type ConnectorEditorParts, useConnectorEditor } from './use-connector-editor.ts';
import { type Saving, useSaving } from './use-saving.ts';

interface ConnectorEditorProps {
  readonly work: FormWork;
  /** Begins anew with what is saved by now. */
  readonly onReload: () => void;
}

/** The form of a connector: its fields, its connection test, and how it is saved. */
export function ConnectorEditor({ work, onReload }: ConnectorEditorProps) {
  const { setup, purpose, title } = work;
  const editor = useConnectorEditor(work);
  const saving = useSaving(work, editor);
  const { state, change, problems, test } = editor;
  const { values, checked } = state;
  const titleOf = (source: string) => setup.sources.find(({ id }) => id === source)?.title ?? source;
  const details = () =>
    test.run ? detailsText(values.name ?? 'a new connector', test.run, typedSecrets(setup, values)) : '';
  const busy = saving.state.step === 'busy' || test.run?.state === 'running';
  return (
    <div className="form-page">
      <div ref={editor.box} className="form-main">
        <h1>{title}</h1>
        {purpose !== 'add' && <p className="muted">{titleOf(values.sources[0] ?? '')}</p>}
        {purpose === 'copy' && <p>The copy gets the same secrets, and starts paused.</p>}
        <OtherProblems problems={problems} values={values} setup={setup} />
        <ConnectorFields
          context={{ setup, values, problems, tenant: checked?.tenant ?? null, change }}
          onSubmit={() => !busy && saving.save()}
        >
          <Actions setup={setup} editor={editor} saving={saving} busy={busy} />
        </ConnectorFields>
        {saving.state.step === 'failed' && <ProblemBox problem={saving.state.problem} />}
        {test.run && test.run.state !== 'running' && !editor.testedThis && (
          <p className="muted">The form has changed since this test.</p>
        )}
        <TestPanel run={test.run} titleOf={titleOf} details={details} onCancel={test.cancel} />
      </div>
      <SourceGuide sources={setup.sources.filter(({ id }) => values.sources.includes(id))} />
      {saving.state.step === 'asking' && (
        <AskDialog run={test.run} titleOf={titleOf} details={details} onSave={saving.saveAnyway} onBack={saving.back} />
      )}
      {saving.state.step === 'conflict' && (
        <ConflictDialog
          problem={saving.state.problem}
          titleOf={(path) => fieldTitle(setup, values, path)}
          onTheirs={onReload}
          onMine={saving.overwrite}
          onBack={saving.back}
        />
      )}
    </div>
  );
}

interface ActionsProps {
  readonly setup: FormSetup;
  readonly editor: ConnectorEditorParts;
  readonly saving: Saving;
  /** It is being tested or saved. The buttons keep the focus meanwhile. */
  readonly busy: boolean;
}

function Actions({ setup, editor, saving, busy }: ActionsProps) {
  const { notices } = useConsole();
  const { existing } = setup;
  const count = editor.state.values.sources.length;

  async function runTest(): Promise<void> {
    if (busy) return;
    try {
      if (await editor.validate('test')) await editor.runTest();
    } catch (error) {
      notices.failed('The connection was not tested', error);
    }
  }

  return (
    <div className="row form-actions">
      <button type="submit" className="primary" aria-disabled={busy}>
        {count > 1 ? `Save ${count} connectors` : 'Save'}
      </button>
      <button type="button" aria-disabled={busy} onClick={() => void runTest()}>
        Test Connection
      </button>
      <a
        className="button"
        href={hrefOf(existing ? { page: 'connector', id: existing.id, tab: 'overview' } : { page: 'status' })}
      >
        Cancel
      </a>
      <span className="muted" role="status">
        {saving.state.step === 'busy' && saving.state.words}
        {saving.state.step !== 'busy' && editor.unsaved && 'There are unsaved changes.'}
      </span>
    </div>
  );
}
