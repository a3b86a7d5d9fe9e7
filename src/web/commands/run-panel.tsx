import { type ReactNode, useEffect, useRef } from 'react';
import type { ConnectorCommand } from '../../api/commands.ts';
import { ProgressBar } from '../detail/progress-bar.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';
import { type CommandRunState, spokenRun } from './model/command-run.ts';
import { CallResultView } from './result/call-result-view.tsx';
import { StopButton } from './stop-button.tsx';

interface RunPanelProps {
  readonly connector: string;
  readonly command: ConnectorCommand;
  readonly run: CommandRunState | undefined;
}

/** A run: how far it is, and what came of it. */
export function RunPanel({ connector, command, run }: RunPanelProps) {
  const panel = useRef<HTMLElement>(null);
  const state = run?.state;
  useEffect(() => {
    // The button that starts it stands above, often at the lower edge of the window.
    if (state !== undefined) panel.current?.scrollIntoView({ block: 'nearest' });
  }, [state]);
  return (
    <section ref={panel} className="run-panel" aria-label="Run" tabIndex={-1}>
      <p className="hidden" aria-live="polite">
        {run && spokenRun(run)}
      </p>
      {run?.state === 'running' && (
        <Progress run={run} writes={command.access === 'write'}>
          {/* The button goes; the focus would go with it. */}
          <StopButton connector={connector} call={run.call} onAsked={() => panel.current?.focus()} />
        </Progress>
      )}
      {run?.problem && <ProblemBox problem={run.problem} />}
      {run?.ended && <CallResultView connector={connector} title={command.title} call={run.ended} />}
    </section>
  );
}

function Progress({ run, writes, children }: { run: CommandRunState; writes: boolean; children: ReactNode }) {
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
      {children}
      {writes && (
        <p className="muted">
          It is seen through to its end, also when you leave this page. To stop it is to wait no longer: what has been
          sent goes on, and the result says how to find out.
        </p>
      )}
    </div>
  );
}
