import { useMay } from '../session/use-may.ts';
import { hrefOf } from '../shell/route.ts';
import { useConsole } from '../shell/use-console.ts';
import { useStore } from '../ui/use-store.ts';

/** Three steps, where there is no connector yet. The way to a key is in the words of the manifest. */
export function GettingStarted() {
  const info = useStore(useConsole().info);
  const mayAdd = useMay('admin');
  const sources = info?.manifests.flatMap((manifest) => manifest.sources) ?? [];
  return (
    <section className="card start" aria-labelledby="start">
      <h2 id="start">Start collecting in three steps</h2>
      <ol>
        <li>
          <h3>Get an API key</h3>
          {sources.map(({ id, title, steps }, index) => (
            <details key={id} open={index === 0}>
              <summary>For {title}</summary>
              <ol>
                {steps.map((step) => (
                  <li key={step}>{step}</li>
                ))}
              </ol>
            </details>
          ))}
        </li>
        <li>
          <h3>Make a connector</h3>
          <p>Fill in the address of the tenant, the key and its id, and choose Test Connection.</p>
          {mayAdd ? (
            <a className="button primary" href={hrefOf({ page: 'new' })}>
              New connector
            </a>
          ) : (
            <p className="muted">Only an admin can make one.</p>
          )}
        </li>
        <li>
          <h3>Watch it here</h3>
          <p>
            It reads <strong>Active</strong> as soon as the first poll has been answered, also where there was nothing
            to collect.
          </p>
        </li>
      </ol>
    </section>
  );
}
