import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { CommandInput, ConnectorCommand } from '../../api/commands.ts';
import type { Problem } from '../../api/problem.ts';
import { problemOf } from '../api/api-error.ts';
import { useMay } from '../session/use-may.ts';
import { ProblemBox } from '../ui/problem-box.tsx';
import { CommandAbout } from './command-about.tsx';
import { CommandFields } from './command-fields.tsx';
import { ConfirmRun } from './confirm-run.tsx';
import { commandFields } from './model/command-field.ts';
import { commandProblems, otherProblems } from './model/command-problems.ts';
import { type CommandValues, inputOf, notJson, valuesOf } from './model/command-values.ts';
import { RunPanel } from './run-panel.tsx';
import { useCommandCheck } from './use-command-check.ts';
import { useCommandRun } from './use-command-run.ts';

interface CommandPanelProps {
  /** Id of the connector. */
  readonly connector: string;
  readonly command: ConnectorCommand;
  readonly first: CommandInput['input'];
  readonly onRecorded: () => void;
}

/** One command: what it does and needs, its form, and what comes of it. */
export function CommandPanel({ connector, command, first, onRecorded }: CommandPanelProps) {
  const { name, title, access, refused, example } = command;
  const heading = useHeading();
  const mayRun = useMay('operator');
  const isOff = refused !== null || !mayRun;
  const fields = useMemo(() => commandFields(command), [command]);
  const [values, setValues] = useState<CommandValues>(() => valuesOf(fields, first));
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [tried, setTried] = useState(false);
  const [question, setQuestion] = useState<string>();
  const [problem, setProblem] = useState<Problem>();
  const input = inputOf(fields, values);
  const { checked, isCurrent, check } = useCommandCheck({ id: connector, command: name, isOn: !isOff }, input);
  const { run, start, stop } = useCommandRun(connector, onRecorded);
  const problems = commandProblems({ fields, values, checked, isTold: (field) => tried || left.has(field) });
  const isRunning = run?.state === 'running';

  async function submit(): Promise<void> {
    if (isOff || isRunning) return;
    setTried(true);
    setProblem(undefined);
    if (notJson(fields, values).length > 0) return;
    try {
      const { ok, summary } = await check();
      if (!ok) return;
      if (access === 'write') setQuestion(summary ?? title);
      else await start({ command: name, input });
    } catch (error) {
      setProblem(problemOf(error));
    }
  }

  return (
    <section className="command-panel" aria-labelledby={heading.id}>
      <h2 id={heading.id} ref={heading.ref} tabIndex={-1}>
        {title} {access === 'write' && <span className="tag writes">changes something</span>}
      </h2>
      <CommandAbout command={command} mayRun={mayRun} />
      <CommandFields
        fields={fields}
        values={values}
        problems={problems}
        disabled={isOff}
        onChange={setValues}
        onLeave={(field) => setLeft((before) => new Set(before).add(field))}
        onSubmit={() => void submit()}
      >
        {fields.length === 0 && <p className="muted">It takes no parameters.</p>}
        <OtherProblems shown={tried} problems={checked ? otherProblems(fields, checked) : []} />
        {problem && <ProblemBox problem={problem} />}
        <div className="row form-actions">
          <button type="submit" className="primary" disabled={isOff || isRunning}>
            {access === 'write' ? 'Run…' : 'Run'}
          </button>
          {fields.length > 0 && (
            <button type="button" disabled={isOff} onClick={() => setValues(valuesOf(fields, example))}>
              Fill in the example
            </button>
          )}
          <span className="muted">{!isOff && isCurrent && checked?.summary}</span>
        </div>
      </CommandFields>
      {question !== undefined && (
        <ConfirmRun
          connector={connector}
          title={title}
          question={question}
          onConfirm={() => void start({ command: name, input, confirm: connector })}
          onClose={() => setQuestion(undefined)}
        />
      )}
      <RunPanel connector={connector} command={command} run={run} onStop={access === 'read' ? stop : undefined} />
    </section>
  );
}

/** The heading of what was chosen gets the focus: in a narrow window it is far from the list. */
function useHeading() {
  const id = useId();
  const ref = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    ref.current?.focus();
  }, []);
  return { id, ref };
}

/** What is wrong with the input as a whole. Always there: a reader notices what appears in it. */
function OtherProblems({ shown, problems }: { shown: boolean; problems: ReturnType<typeof otherProblems> }) {
  return (
    <div aria-live="polite" className="messages">
      {shown &&
        problems.map(({ path, errors }) => (
          <p key={path} className="error">
            {path === '' ? 'The input' : path} {errors.join(', ')}
          </p>
        ))}
    </div>
  );
}
