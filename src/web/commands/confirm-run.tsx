import type { CommandInput, ConnectorCommand } from '../../api/commands.ts';
import { useAnswer } from '../detail/use-answer.ts';
import { useConsole } from '../shell/use-console.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';

interface ConfirmRunProps {
  readonly connector: string;
  readonly command: ConnectorCommand;
  readonly input: CommandInput['input'];
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something is changed at the vendor, and says in words what will be. */
export function ConfirmRun({ connector, command, input, onConfirm, onClose }: ConfirmRunProps) {
  const { api } = useConsole();
  const body = { command: command.name, input };
  const { answer, problem } = useAnswer(JSON.stringify(body), (signal) =>
    api.call('checkCommand', { id: connector, body, signal }),
  );
  async function confirm(): Promise<void> {
    if (!answer) throw new Error('The collector has not said yet what this will do.');
    if (!answer.ok) throw new Error('The input cannot be used: close this, and look at the fields.');
    onConfirm();
  }
  return (
    <ConfirmDialog
      title={`${command.title}?`}
      action="Run"
      danger
      typed={connector}
      onConfirm={confirm}
      onClose={onClose}
    >
      {problem && <ProblemBox problem={problem} />}
      <p>
        <strong>{answer?.summary ?? '…'}</strong>
      </p>
      <p>
        It is done at once with the key of <code>{connector}</code>, and not undone by leaving. Who did it and with what
        is recorded, and delivered as a log record.
      </p>
    </ConfirmDialog>
  );
}
