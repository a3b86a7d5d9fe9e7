import type { CallDetails } from '../../../api/commands.ts';
import { Facts } from '../../detail/facts.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { keyFieldText } from '../model/key-field-text.ts';
import { rowsIn } from '../model/rows-of.ts';
import { RowTable } from './row-table.tsx';

/** Ids and figures worth going on with. */
export function KeyFields({ fields }: { fields: CallDetails['keyFields'] }) {
  const all = Object.entries(fields).map(([name, value]) => ({ name, value, rows: rowsIn(name, value) }));
  const facts = all.filter(({ rows }) => !rows);
  return (
    <>
      {facts.length > 0 && (
        <section>
          <h3>Key fields</h3>
          <Facts facts={facts.map(({ name, value }) => [name, <KeyField key={name} name={name} value={value} />])} />
        </section>
      )}
      {all.map(({ name, rows }) => rows && <RowTable key={name} rows={rows} />)}
    </>
  );
}

function KeyField({ name, value }: { name: string; value: unknown }) {
  const text = keyFieldText(value);
  return (
    <span className="row">
      {/\s/.test(text) ? <span className="key-field">{text}</span> : <code>{text}</code>}
      <CopyButton what={name} text={text} small />
    </span>
  );
}
