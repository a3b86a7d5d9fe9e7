import type { SourceForm } from '../model/source-form.ts';

/** What has to be in place, and the steps that lead to what the fields ask for. */
export function SourceGuide({ sources }: { sources: readonly SourceForm[] }) {
  const prerequisites = [...new Set(sources.flatMap((source) => source.prerequisites))];
  if (sources.length === 0) {
    return (
      <aside className="card form-guide" aria-label="Before you begin">
        <p>Choose a source: what it needs, and how to get there, is shown here.</p>
      </aside>
    );
  }
  return (
    <aside className="card form-guide" aria-label="Before you begin">
      {prerequisites.length > 0 && (
        <>
          <h2>Before you begin</h2>
          <ul>
            {prerequisites.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {sources.map(({ id, title, steps }, index) => (
        <details key={id} open={index === 0}>
          <summary>
            <h2>{sources.length > 1 ? `Steps for ${title}` : 'Steps'}</h2>
          </summary>
          <ol>
            {steps.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </details>
      ))}
    </aside>
  );
}
