import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

interface ConfirmRunProps {
  /** Id of the connector. */
  readonly connector: string;
  readonly title: string;
  /** What will be done, in a line. */
  readonly question: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is changed at the vendor, and says in words what will be. */
export function ConfirmRun({ connector, title, question, onConfirm, onClose }: ConfirmRunProps) {
  return (
    <ConfirmDialog
      title={`${title}?`}
      action="Run"
      danger
      typed={connector}
      onConfirm={async () => onConfirm()}
      onClose={onClose}
    >
      <p>
        <strong>{question}</strong>
      </p>
      <p>
        It is done at once with the key of <code>{connector}</code>, and seen through when you leave. Who did it and
        with what is recorded, and delivered as a log record.
      </p>
    </ConfirmDialog>
  );
}
