import { useState } from 'react';
import type { SourceForm } from '../model/source-form.ts';

/** Below it the guide stands above the form, where it must not push the form away. */
const besideTheForm = '(min-width: 60rem)';

/** What has to be in place, and the steps that lead to what the fields ask for. */
export function SourceGuide({ sources }: { sources: readonly SourceForm[] }) {
  const [isBeside] = useState(() => window.matchMedia(besideTheForm).matches);
  const prerequisites = [...new Set(sources.flatMap((source) => source.prerequisites))];
  return (
    <aside className="card form-guide" aria-label="Before you begin">
      {sources.length === 0 && <p>Choose a source: what it needs, and how to get there, is shown here.</p>}
      {prerequisites.length > 0 && (
        <details open={isBeside}>
          <summary>
            <h2>Before you begin</h2>
          </summary>
          <ul>
            {prerequisites.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </details>
      )}
      {sources.map(({ id, title, steps }, index) => (
        <details key={id} open={isBeside && index === 0}>
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
