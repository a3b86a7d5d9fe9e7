import { useState } from 'react';
import type { CommandInput } from '../../api/commands.ts';
import type { TabProps } from '../detail/connector-page.tsx';
import { useAnswer } from '../detail/use-answer.ts';
import { useMay } from '../session/use-may.ts';
import { useConsole } from '../shell/use-console.ts';
import { ProblemBox } from '../ui/problem-box.tsx';
import { CallHistory } from './call-history.tsx';
import { CommandList } from './command-list.tsx';
import { CommandPanel } from './command-panel.tsx';
import '../form/form.css';
import './commands.css';

/** A command that is looked at, and what its form begins with. */
interface Chosen {
  readonly name: string;
  readonly input: CommandInput['input'];
  /** Counts choices: the same command chosen again begins anew. */
  readonly turn: number;
}

/** What can be done once with the key of a connector: chosen, filled in, run, and looked up again. */
export function CommandsTab({ connector: { id } }: TabProps) {
  const { api } = useConsole();
  const mayRun = useMay('operator');
  const [chosen, setChosen] = useState<Chosen>();
  const [runs, setRuns] = useState(0);
  const { answer, problem } = useAnswer(id, (signal) => api.call('commands', { id, signal }));
  if (!answer) return problem ? <ProblemBox problem={problem} /> : <p className="waiting">Loading…</p>;
  const { commands } = answer;
  if (commands.length === 0) return <p>There are no commands for this source.</p>;
  const choose = (name: string, input: Chosen['input'] = {}): void =>
    setChosen((before) => ({ name, input, turn: (before?.turn ?? 0) + 1 }));
  const command = commands.find(({ name }) => name === chosen?.name);
  return (
    <>
      <div className="command-page">
        <CommandList commands={commands} chosen={chosen?.name} onChoose={choose} />
        {command && chosen ? (
          <CommandPanel
            key={chosen.turn}
            connector={id}
            command={command}
            first={chosen.input}
            onRecorded={() => setRuns((count) => count + 1)}
          />
        ) : (
          <p className="muted">Choose a command: what it does, what it needs and its form appear here.</p>
        )}
      </div>
      {mayRun && <CallHistory id={id} commands={commands} round={runs} onUse={choose} />}
    </>
  );
}
