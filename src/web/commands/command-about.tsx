import type { ConnectorCommand } from '../../api/commands.ts';
import { Facts } from '../detail/facts.tsx';

/** What a command does, what it needs, and why it cannot be run where it cannot. */
export function CommandAbout({ command, mayRun }: { command: ConnectorCommand; mayRun: boolean }) {
  const { name, description, permission, licence, refused } = command;
  return (
    <>
      <p>{description}</p>
      {!mayRun && <p className="banner wait">Only an operator can run commands.</p>}
      {mayRun && refused && (
        <p className="banner wait">
          {refused.error}. {refused.remedy}
        </p>
      )}
      <details>
        <summary>What it needs</summary>
        <Facts
          facts={[
            ['Permission of the key', permission],
            ['Licence', licence],
            ['On the command line', <code key="name">{name}</code>],
          ]}
        />
      </details>
    </>
  );
}
