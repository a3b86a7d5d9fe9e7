import { memo } from 'react';
import { columns } from './columns.ts';
import { ConnectorRow } from './connector-row.tsx';
import { useNearWindow } from './use-near-window.ts';

interface RowChunkProps {
  readonly ids: readonly string[];
  /** Index of its first row among all. */
  readonly first: number;
}

/** What a row takes before it has been measured, pixels. */
const guessedHeight = 72;

/** Some rows. Far from the window they are one empty row of the same height: 500 connectors cost what fits the window. */
export const RowChunk = memo(
  function RowChunk({ ids, first }: RowChunkProps) {
    const { ref, near, height } = useNearWindow<HTMLTableSectionElement>(first === 0, ids.length * guessedHeight);
    return (
      <tbody ref={ref} role="rowgroup">
        {near ? (
          ids.map((id, index) => <ConnectorRow key={id} id={id} index={first + index} />)
        ) : (
          <tr role="row" className="unseen" aria-hidden="true">
            <td role="cell" colSpan={columns.length} style={{ height }} />
          </tr>
        )}
      </tbody>
    );
  },
  (before, after) => before.first === after.first && before.ids.join('\n') === after.ids.join('\n'),
);
