import { numberText } from '../../connector/number-text.ts';
import { inWords } from '../../ui/in-words.ts';
import type { Rows } from '../model/rows-of.ts';
import { WideTable } from './wide-table.tsx';

/** The rows of a result, the first of them. */
export function RowTable({ rows: { name, columns, rows, total, otherColumns } }: { rows: Rows }) {
  const title = inWords(name);
  const rest = [
    (total === undefined || total > rows.length) &&
      `The first ${numberText(rows.length)}${total === undefined ? '' : ` of ${numberText(total)}`} are shown.`,
    otherColumns > 0 && `${numberText(otherColumns)} more columns.`,
  ].filter(Boolean);
  return (
    <section>
      <h3>{title}</h3>
      <WideTable label={title} shape="roomy">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={columns[column]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </WideTable>
      {rest.length > 0 && <p className="muted">{rest.join(' ')} The download has everything.</p>}
    </section>
  );
}
