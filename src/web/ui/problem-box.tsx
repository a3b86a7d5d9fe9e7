import type { Problem } from '../../api/problem.ts';

/** Why something did not work, and what to do. Read out at once. */
export function ProblemBox({ problem: { error, code, remedy, fields, id } }: { problem: Problem }) {
  return (
    <div className="problem" role="alert">
      <p>
        {code && <code>{code}</code>} {error}
      </p>
      {fields?.map(({ path, errors }) => (
        <p key={path}>
          {path}: {errors.join(' ')}
        </p>
      ))}
      {remedy && <p>{remedy}</p>}
      {id && <p className="muted">The log says more: {id}</p>}
    </div>
  );
}
