import type { Problem } from '../../../api/problem.ts';
import { Dialog } from '../../ui/dialog.tsx';

interface ConflictDialogProps {
  readonly problem: Problem;
  /** The title of a field by its path. */
  readonly titleOf: (path: string) => string;
  readonly onTheirs: () => void;
  readonly onMine: () => void;
  readonly onBack: () => void;
}

/** Somebody else has saved the connector meanwhile: what differs, and whose is to stay. */
export function ConflictDialog({ problem, titleOf, onTheirs, onMine, onBack }: ConflictDialogProps) {
  const { error, difference = [] } = problem;
  const actions = (
    <>
      <button type="button" onClick={onBack}>
        Back to the form
      </button>
      <button type="button" onClick={onTheirs}>
        Take over theirs
      </button>
      <button type="button" className="danger" onClick={onMine}>
        Overwrite with mine
      </button>
    </>
  );
  return (
    <Dialog title={`${error}.`} actions={actions} onClose={onBack} wide>
      <div className="difference">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">Setting</th>
              <th scope="col">Theirs</th>
              <th scope="col">Mine</th>
            </tr>
          </thead>
          <tbody>
            {difference.map(({ path, theirs, yours }) => (
              <tr key={path}>
                <th scope="row">{titleOf(path)}</th>
                <td>{theirs || <span className="muted">blank</span>}</td>
                <td>{yours || <span className="muted">blank</span>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="muted">A secret that was entered is not shown.</p>
    </Dialog>
  );
}
