import { useState } from 'react';
import type { CallSummary, CommandInput, ConnectorCommand } from '../../api/commands.ts';
import { useAnswer } from '../detail/use-answer.ts';
import { useConsole } from '../shell/use-console.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { CallResultView } from './result/call-result-view.tsx';
import { OutcomeBadge } from './result/outcome-badge.tsx';
import { StopButton } from './stop-button.tsx';

const pageSize = 20;

interface CallHistoryProps {
  /** Id of the connector. */
  readonly id: string;
  readonly commands: readonly ConnectorCommand[];
  /** Changes when a call has been recorded. */
  readonly round: number;
  /** Opens a command with this input in its form. */
  readonly onUse: (command: string, input: CommandInput['input']) => void;
}

/** What was run with the key of a connector: by whom, when, and what came of it. Newest first. */
export function CallHistory({ id, commands, round, onUse }: CallHistoryProps) {
  const { api, notices } = useConsole();
  const [older, setOlder] = useState<readonly CallSummary[]>([]);
  const [next, setNext] = useState<number | null>();
  const { answer, problem } = useAnswer(
    `${id} ${round}`,
    (signal) => api.call('calls', { id, query: { limit: pageSize }, signal }),
    5000,
  );
  const after = next === undefined ? (answer?.next ?? null) : next;
  const calls = withoutRepeats([...(answer?.calls ?? []), ...older]);

  async function more(from: number): Promise<void> {
    try {
      const page = await api.call('calls', { id, query: { after: from, limit: pageSize } });
      // With those that are the newest now: another one moves them on.
      setOlder(withoutRepeats([...calls, ...page.calls]));
      setNext(page.next);
    } catch (error) {
      notices.failed('Older calls could not be fetched', error);
    }
  }

  return (
    <section className="card" aria-label="History of commands">
      <h2>History</h2>
      {problem && !answer && <ProblemBox problem={problem} />}
      {answer && calls.length === 0 && <p>No command has been run yet.</p>}
      <ol className="records calls">
        {calls.map((call) => (
          <li key={call.call}>
            <CallEntry connector={id} call={call} commands={commands} onUse={onUse} />
          </li>
        ))}
      </ol>
      {after !== null && (
        <p>
          <button type="button" onClick={() => void more(after)}>
            Older calls
          </button>
        </p>
      )}
    </section>
  );
}

/** The first of each, which is the one that was heard of last. */
function withoutRepeats(calls: readonly CallSummary[]): readonly CallSummary[] {
  const seen = new Set<string>();
  return calls.filter(({ call }) => !seen.has(call) && seen.add(call));
}

const ways: Readonly<Record<CallSummary['via'], string>> = {
  cli: 'on the command line',
  console: 'in the console',
  program: 'by a program',
};

interface CallEntryProps {
  readonly connector: string;
  readonly call: CallSummary;
  readonly commands: readonly ConnectorCommand[];
  readonly onUse: CallHistoryProps['onUse'];
}

function CallEntry({ connector, call, commands, onUse }: CallEntryProps) {
  const [open, setOpen] = useState(false);
  const command = commands.find(({ name }) => name === call.command);
  const title = command?.title ?? call.command;
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>
        <OutcomeBadge call={call} /> <strong>{title}</strong> · {call.summary} · {call.actor}, {ways[call.via]} ·{' '}
        <RelativeTime at={call.at} />
      </summary>
      {open && <CallContent connector={connector} call={call} title={title} onUse={command && onUse} />}
    </details>
  );
}

interface CallContentProps extends Pick<CallEntryProps, 'connector' | 'call'> {
  readonly title: string;
  /** Undefined: there is no such command any more. */
  readonly onUse: CallHistoryProps['onUse'] | undefined;
}

function CallContent({ connector, call, title, onUse }: CallContentProps) {
  const { api } = useConsole();
  const { answer, problem } = useAnswer(`${call.call} ${call.outcome}`, (signal) =>
    api.call('call', { id: connector, call: call.call, signal }),
  );
  if (!answer) return problem ? <ProblemBox problem={problem} /> : <p className="waiting">Loading…</p>;
  const text = JSON.stringify(answer.input, null, 2);
  return (
    <div className="call-content">
      <h3>Input</h3>
      <pre tabIndex={0}>{text}</pre>
      <p className="row">
        {onUse && (
          <button type="button" onClick={() => onUse(call.command, inputIn(answer.input))}>
            Use this input again
          </button>
        )}
        <CopyButton what="input as JSON" text={text} />
        {call.outcome === 'running' && call.via === 'console' && <StopButton connector={connector} call={call.call} />}
      </p>
      <CallResultView connector={connector} title={title} call={answer} />
    </div>
  );
}

/** One that was too large to be kept is told of by a text. */
function inputIn(input: unknown): CommandInput['input'] {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? (input as CommandInput['input']) : {};
}
