import { useEffect, useRef } from 'react';
import { spokenText } from './spoken-text.ts';
import { StageList } from './stage-list.tsx';
import { TestBanner } from './test-banner.tsx';
import type { TestRun } from './test-run.ts';

interface TestPanelProps {
  readonly run: TestRun | undefined;
  /** The title of a source. */
  readonly titleOf: (source: string) => string;
  readonly details: () => string;
  readonly onCancel: () => void;
}

/** A connection test: the banner that says how it came out, and every stage. */
export function TestPanel({ run, titleOf, details, onCancel }: TestPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const state = run?.state;
  const watched = useRef(false);
  useEffect(() => {
    // The button that starts a test stands above its panel, often at the lower edge of the window. A kept run moves nothing.
    if (state === 'running' || watched.current) panel.current?.scrollIntoView({ block: 'nearest' });
    watched.current = state === 'running';
  }, [state]);
  return (
    <section ref={panel} className="test-panel" aria-label="Connection test" tabIndex={-1}>
      {/* Spoken is what happened, once: the banner's "just now" changes by itself. */}
      <p className="hidden" aria-live="polite">
        {run && spokenText(run)}
      </p>
      {run?.state === 'running' && (
        <p className="banner">
          Testing the connection…{' '}
          <button
            type="button"
            onClick={() => {
              // The button goes; the focus would go with it.
              panel.current?.focus();
              onCancel();
            }}
          >
            Cancel the test
          </button>
        </p>
      )}
      {run && run.state !== 'running' && <TestBanner run={run} titleOf={titleOf} details={details} />}
      {run?.sources.map(({ source, stages }) => (
        <div key={source}>
          {run.sources.length > 1 && <h3>{titleOf(source)}</h3>}
          <StageList stages={stages} />
        </div>
      ))}
    </section>
  );
}
