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

/** The test failed: whether it is saved all the same. */
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
  return (
    <Dialog title="The connection does not work" actions={actions} onClose={onBack}>
      {run && <TestBanner run={run} titleOf={titleOf} details={details} />}
      <p>
        Saved like this, it shows as <strong>Action required</strong> and collects nothing until the connection works.
      </p>
    </Dialog>
  );
}
