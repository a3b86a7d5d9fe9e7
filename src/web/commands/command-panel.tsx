import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import type { CommandInput, ConnectorCommand } from '../../api/commands.ts';
import type { FieldProblem, Problem } from '../../api/problem.ts';
import { problemOf } from '../api/api-error.ts';
import { useMay } from '../session/use-may.ts';
import { ProblemBox } from '../ui/problem-box.tsx';
import { CommandAbout } from './command-about.tsx';
import { CommandFields } from './command-fields.tsx';
import { ConfirmRun } from './confirm-run.tsx';
import { RunPanel } from './run-panel.tsx';
import { useCommandForm } from './use-command-form.ts';
import { useCommandRun } from './use-command-run.ts';

interface CommandPanelProps {
  /** Id of the connector. */
  readonly connector: string;
  readonly command: ConnectorCommand;
  /** What its form begins with. */
  readonly first: CommandInput['input'];
  readonly onRecorded: () => void;
}

/** One command: what it does and needs, its form, and what comes of it. */
export function CommandPanel({ connector, command, first, onRecorded }: CommandPanelProps) {
  const { name, title, access, refused } = command;
  const writes = access === 'write';
  const mayRun = useMay('operator');
  const isOff = refused !== null || !mayRun;
  const form = useCommandForm({ connector, command, first, isOff });
  const { run, start } = useCommandRun(connector, onRecorded);
  const [question, setQuestion] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const isBusy = isOff || run?.state === 'running';

  async function submit(): Promise<void> {
    if (isBusy) return;
    setProblem(undefined);
    try {
      const checked = await form.attempt();
      if (!checked?.ok) return;
      if (writes) setQuestion(checked.summary ?? title);
      else await start({ command: name, input: form.input });
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <CommandSection title={title} writes={writes}>
      <CommandAbout command={command} mayRun={mayRun} />
      <CommandFields form={form} disabled={isOff} onSubmit={() => void submit()}>
        {form.fields.length === 0 && <p className="muted">It takes no parameters.</p>}
        <OtherProblems problems={form.others} />
        {problem && <ProblemBox problem={problem} />}
        <div className="row form-actions">
          <button type="submit" className="primary" disabled={isBusy}>
            {writes ? 'Run…' : 'Run'}
          </button>
          {form.fields.length > 0 && (
            <button type="button" disabled={isOff} onClick={() => form.fill(command.example)}>
              Fill in the example
            </button>
          )}
          <span className="muted">{form.summary}</span>
        </div>
      </CommandFields>
      {question !== undefined && (
        <ConfirmRun
          connector={connector}
          title={title}
          question={question}
          onConfirm={() => void start({ command: name, input: form.input, confirm: connector })}
          onClose={() => setQuestion(undefined)}
        />
      )}
      <RunPanel connector={connector} command={command} run={run} />
    </CommandSection>
  );
}

/** The heading of what was chosen gets the focus: in a narrow window it is far from the list. */
function CommandSection({ title, writes, children }: { title: string; writes: boolean; children: ReactNode }) {
  const id = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="command-panel" aria-labelledby={id}>
      <h2 id={id} ref={heading} tabIndex={-1}>
        {title} {writes && <span className="tag writes">changes something</span>}
      </h2>
      {children}
    </section>
  );
}

/** What is wrong with the input as a whole. Always there: a reader notices what appears in it. */
function OtherProblems({ problems }: { problems: readonly FieldProblem[] }) {
  return (
    <div aria-live="polite" className="messages">
      {problems.map(({ path, errors }) => (
        <p key={path} className="error">
          {path === '' ? 'The input' : path} {errors.join(', ')}
        </p>
      ))}
    </div>
  );
}
