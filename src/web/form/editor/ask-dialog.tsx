import { TestBanner } from '../../connection-test/test-banner.tsx';
import type { TestRun } from '../../connection-test/test-run.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface AskDialogProps {
  readonly run: TestRun | undefined;
  readonly titleOf: (source: string) => string;
  readonly details: () => string;
  readonly onSave: () => void;
  readonly onBack: () => void;
}

/** The test failed, or could not be run: whether it is saved all the same. */
export function AskDialog({ run, titleOf, details, onSave, onBack }: AskDialogProps) {
  const actions = (
    <>
      <button type="button" onClick={onSave}>
        Save anyway
      </button>
      <button type="button" className="primary" onClick={onBack}>
        Back to the form
      </button>
    </>
  );
  const isKnown = run?.result !== undefined;
  return (
    <Dialog
      title={isKnown ? 'The connection does not work' : 'The connection was not tested'}
      actions={actions}
      onClose={onBack}
    >
      {run && <TestBanner run={run} titleOf={titleOf} details={details} />}
      <p>
        {isKnown ? 'Saved like this, it' : 'If it does not work, what is saved'} shows as{' '}
        <strong>Action required</strong> and collects nothing until the connection works.
      </p>
    </Dialog>
  );
}
