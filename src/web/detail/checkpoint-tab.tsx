import { useState } from 'react';
import type { CheckpointView } from '../../api/operations.ts';
import { useConnectorActions } from '../connector/use-connector-actions.ts';
import { useMay } from '../session/use-may.ts';
import { useConsole } from '../shell/use-console.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';
import type { TabProps } from './connector-page.tsx';
import { useAnswer } from './use-answer.ts';
import { UtcField } from './utc-field.tsx';
import { utcOf, utcValue } from './utc-value.ts';

/** Where a connector resumes, in words and as it is saved; it is moved only while the connector rests. */
export function CheckpointTab({ connector }: TabProps) {
  const { api } = useConsole();
  const { id, paused } = connector;
  const ask = (signal: AbortSignal): Promise<CheckpointView> => api.call('checkpoint', { id, signal });
  const { answer, problem, reload } = useAnswer(`${id} ${paused?.at}`, ask, 5000);
  if (!answer) return problem ? <ProblemBox problem={problem} /> : <p className="waiting">Loading…</p>;
  const raw = JSON.stringify(answer.checkpoint, null, 2);
  return (
    <section className="card">
      <h2>Where it resumes</h2>
      {answer.words.map((words) => (
        <p key={words}>{words}</p>
      ))}
      {answer.problem !== null && <ProblemBox problem={{ error: answer.problem }} />}
      <details>
        <summary>As it is saved</summary>
        <CopyButton what="checkpoint as JSON" text={raw} />
        <pre tabIndex={0}>{raw}</pre>
      </details>
      <MoveButtons connector={connector} movable={answer.movable} onMoved={reload} />
    </section>
  );
}

function MoveButtons({ connector, movable, onMoved }: TabProps & { movable: boolean; onMoved: () => void }) {
  const mayMove = useMay('admin');
  const mayPause = useMay('operator');
  const act = useConnectorActions();
  const [open, setOpen] = useState<'set' | 'forget'>();
  if (!mayMove) return <p className="muted">Only an admin can move it.</p>;
  if (!movable) {
    return (
      <div className="row">
        <p className="muted">It can be moved while the connector is paused.</p>
        {mayPause && connector.paused === null && (
          <button type="button" onClick={() => act('pause', connector)}>
            Pause the connector
          </button>
        )}
      </div>
    );
  }
  return (
    <div className="row">
      <button type="button" onClick={() => setOpen('set')}>
        Set to a time…
      </button>
      <button type="button" className="danger" onClick={() => setOpen('forget')}>
        Forget…
      </button>
      {open && <MoveDialog connector={connector} kind={open} onMoved={onMoved} onClose={() => setOpen(undefined)} />}
    </div>
  );
}

interface MoveDialogProps extends TabProps {
  readonly kind: 'set' | 'forget';
  readonly onMoved: () => void;
  readonly onClose: () => void;
}

function MoveDialog({ connector: { id, name }, kind, onMoved, onClose }: MoveDialogProps) {
  const { api, notices, clock } = useConsole();
  const [time, setTime] = useState(() => utcValue(clock.get() - 86_400_000));
  const sets = kind === 'set';
  async function move(): Promise<void> {
    const to = sets ? utcOf(time) : null;
    if (to === undefined) throw new Error('This is no time.');
    await api.call('moveCheckpoint', { id, body: { to, confirm: id } });
    notices.done(sets ? 'The checkpoint is set' : 'The checkpoint is forgotten');
    onMoved();
  }
  return (
    <ConfirmDialog
      title={sets ? `Set the checkpoint of ${name}` : `Forget the checkpoint of ${name}?`}
      action={sets ? 'Set' : 'Forget'}
      danger
      typed={id}
      onConfirm={move}
      onClose={onClose}
    >
      {sets ? (
        <>
          <p>Records from this time on are read when it is resumed: a second time, if they have been read already.</p>
          <UtcField label="Resume from" value={time} onChange={setTime} />
        </>
      ) : (
        <p>Its next poll is a first start: it reads again from the start of history in its settings.</p>
      )}
    </ConfirmDialog>
  );
}
