import { useEffect, useRef } from 'react';
import type { ConnectorCommand } from '../../api/commands.ts';
import { ProgressBar } from '../detail/progress-bar.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';
import { type CommandRunState, spokenRun } from './model/command-run.ts';
import { CallResultView } from './result/call-result-view.tsx';

interface RunPanelProps {
  readonly connector: string;
  readonly command: ConnectorCommand;
  readonly run: CommandRunState | undefined;
  /** Undefined: what is under way is seen through. */
  readonly onStop: (() => void) | undefined;
}

/** A run: how far it is, and what came of it. */
export function RunPanel({ connector, command, run, onStop }: RunPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const state = run?.state;
  useEffect(() => {
    // The button that starts it stands above, often at the lower edge of the window.
    if (state !== undefined) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  function stop(): void {
    // The button goes; the focus would go with it.
    panel.current?.focus();
    onStop?.();
  }
  return (
    <section ref={panel} className="run-panel" aria-label="Run" tabIndex={-1}>
      <p className="hidden" aria-live="polite">
        {run && spokenRun(run)}
      </p>
      {run?.state === 'running' && <Progress run={run} onStop={onStop && stop} />}
      {run?.state === 'stopped' && <p className="banner wait">It was stopped.</p>}
      {run?.problem && <ProblemBox problem={run.problem} />}
      {run?.ended && <CallResultView connector={connector} title={command.title} call={run.ended} />}
    </section>
  );
}

function Progress({ run, onStop }: { run: CommandRunState; onStop: (() => void) | undefined }) {
  const { summary, progress } = run;
  const { done, total } = progress ?? {};
  return (
    <div className="banner busy">
      <p>
        <strong>Running…</strong> {summary}
      </p>
      {done !== undefined && total !== undefined && total > 0 && (
        <ProgressBar ratio={done / total} label="How much is done" />
      )}
      <p>{progress?.message}</p>
      {onStop ? (
        <button type="button" onClick={onStop}>
          Stop
        </button>
      ) : (
        <p className="muted">It is seen through to its end, also when you leave this page.</p>
      )}
    </div>
  );
}
