import { useMay } from '../session/use-may.ts';
import { hrefOf } from '../shell/route.ts';
import { useConsole } from '../shell/use-console.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { ProblemBox } from '../ui/problem-box.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import type { TabProps } from './connector-page.tsx';
import { Facts } from './facts.tsx';
import { useAnswer } from './use-answer.ts';

/** A connector as it would stand in a configuration file; secrets as references only. */
export function ConfigurationTab({ connector: { id, origin } }: TabProps) {
  const { api } = useConsole();
  const mayEdit = useMay('admin');
  const { answer, problem } = useAnswer(id, (signal) => api.call('connector', { id, signal }));
  if (!answer) return problem ? <ProblemBox problem={problem} /> : <p className="waiting">Loading…</p>;
  const secrets = Object.entries(answer.secrets);
  return (
    <div className="columns">
      <section className="card">
        <div className="row spread">
          <h2>As YAML</h2>
          <CopyButton what="configuration" text={answer.yaml} />
        </div>
        <pre tabIndex={0}>{answer.yaml}</pre>
        {origin === 'file' && <p className="muted">It stands in the configuration file: it is changed there.</p>}
        {origin === 'saved' && mayEdit && (
          <a className="button" href={hrefOf({ page: 'edit', id })}>
            Edit
          </a>
        )}
      </section>
      {secrets.length > 0 && (
        <section className="card">
          <h2>Secrets</h2>
          <Facts
            facts={secrets.map(([name, secret]) => [
              name,
              <span key={name}>
                {secret.reference ?? (secret.kind === 'sealed' ? 'kept encrypted' : 'in the configuration file')}
                {secret.setAt !== null && (
                  <>
                    , set <RelativeTime at={secret.setAt} />
                  </>
                )}
              </span>,
            ])}
          />
        </section>
      )}
    </div>
  );
}
