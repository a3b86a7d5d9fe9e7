import type { FieldProblem } from '../../../api/problem.ts';
import { sentence } from '../model/sentence.ts';
import type { FormContext } from './form-context.ts';

interface FieldMessagesProps {
  readonly id: string;
  readonly title: string;
  readonly path: string;
  readonly problem: FieldProblem | undefined;
  readonly onTake: FormContext['take'];
}

/** What is wrong with a field and what to be aware of, with a button that puts right what can be. */
export function FieldMessages({ id, title, path, problem, onTake }: FieldMessagesProps) {
  const { errors = [], warnings = [], suggested } = problem ?? {};
  return (
    // Always there: a reader notices what appears in it.
    <div id={`${id}-problem`} aria-live="polite" className="messages">
      {errors.map((error) => (
        <p key={error} className="error">
          {sentence(title, error)}
        </p>
      ))}
      {warnings.map((warning) => (
        <p key={warning} className="warning">
          {sentence(title, warning)}
        </p>
      ))}
      {suggested !== undefined && (
        <p>
          Did you mean <code>{suggested}</code>?{' '}
          <button
            type="button"
            onClick={() => {
              onTake(path, suggested);
              // The button goes; the focus would go with it.
              document.getElementById(id)?.focus();
            }}
          >
            Use it
          </button>
        </p>
      )}
    </div>
  );
}
