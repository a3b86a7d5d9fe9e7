import { useDeferredValue, useState } from 'react';
import type { ConnectorCommand } from '../../api/commands.ts';

interface CommandListProps {
  readonly commands: readonly ConnectorCommand[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

const groups = [
  ['read', 'Look something up'],
  ['write', 'Change something'],
] as const;

/** The commands by what they do: those that only look, and those that change something. */
export function CommandList({ commands, chosen, onChoose }: CommandListProps) {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text).trim().toLowerCase();
  const found = commands.filter((command) => holds(command, wanted));
  return (
    <nav aria-label="Commands" className="card command-list">
      <label className="field">
        <span>Find a command</span>
        <input
          type="search"
          maxLength={100}
          autoComplete="off"
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
      </label>
      {found.length === 0 && <p>No command holds this.</p>}
      {groups.map(([access, title]) => {
        const members = found.filter((command) => command.access === access);
        return members.length === 0 ? null : (
          <section key={access} aria-label={title}>
            <h2>{title}</h2>
            <ul>
              {members.map(({ name, title: words, refused }) => (
                <li key={name}>
                  <button type="button" aria-current={name === chosen || undefined} onClick={() => onChoose(name)}>
                    <span>{words}</span>
                    {refused && <span className="tag">off</span>}
                  </button>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

function holds({ name, title, description }: ConnectorCommand, wanted: string): boolean {
  return `${name} ${title} ${description}`.toLowerCase().includes(wanted);
}
