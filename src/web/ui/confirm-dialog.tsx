import { type ReactNode, type SubmitEvent, useId, useState } from 'react';
import type { Problem } from '../../api/problem.ts';
import { problemOf } from '../api/api-error.ts';
import { Dialog } from './dialog.tsx';
import { ProblemBox } from './problem-box.tsx';

export interface ConfirmDialogProps {
  readonly title: string;
  readonly children: ReactNode;
  /** What the button says. */
  readonly action: string;
  readonly danger?: boolean;
  /** What has to be typed first, for a step that cannot be taken back. */
  readonly typed?: string;
  /** Takes the step; what it rejects with is shown, and the dialog stays. */
  readonly onConfirm: () => Promise<void>;
  readonly onClose: () => void;
}

/** Asks before a step is taken. */
export function ConfirmDialog({
  title,
  children,
  action,
  danger = false,
  typed,
  onConfirm,
  onClose,
}: ConfirmDialogProps) {
  const form = useId();
  const [text, setText] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const ready = typed === undefined || text === typed;

  async function confirm(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!ready || busy) return;
    setBusy(true);
    try {
      await onConfirm();
      onClose();
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  }

  const actions = (
    <>
      <button type="button" onClick={onClose}>
        Cancel
      </button>
      <button type="submit" form={form} className={danger ? 'danger' : 'primary'} disabled={!ready || busy}>
        {action}
      </button>
    </>
  );
  return (
    <Dialog title={title} actions={actions} onClose={onClose}>
      <form id={form} onSubmit={(event) => void confirm(event)}>
        {children}
        {typed !== undefined && (
          <label className="field">
            <span>
              Type <code>{typed}</code> to confirm
            </span>
            <input
              value={text}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
            />
          </label>
        )}
        {problem && <ProblemBox problem={problem} />}
      </form>
    </Dialog>
  );
}
