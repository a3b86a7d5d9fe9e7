import type { CallDetails } from '../../../api/commands.ts';
import { Facts } from '../../detail/facts.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';

/** Ids and figures worth going on with. */
export function KeyFields({ fields }: { fields: CallDetails['keyFields'] }) {
  const facts = Object.entries(fields);
  if (facts.length === 0) return null;
  return (
    <section>
      <h3>Key fields</h3>
      <Facts
        facts={facts.map(([name, value]) => {
          const text = fieldText(value);
          return [
            name,
            <span key={name} className="row">
              {/\s/.test(text) ? <span className="key-field">{text}</span> : <code>{text}</code>}
              <CopyButton what={name} text={text} small />
            </span>,
          ];
        })}
      />
    </section>
  );
}

/** A list of texts line by line, as another form takes it. */
function fieldText(value: unknown): string {
  if (typeof value === 'string') return value;
  const isList = Array.isArray(value) && value.every((one) => typeof one === 'string' || typeof one === 'number');
  return isList ? value.join('\n') || 'none' : JSON.stringify(value);
}
