import { type RefObject, useMemo } from 'react';
import { useConsole } from '../shell/use-console.ts';
import { useStore } from '../ui/use-store.ts';
import { type Column, columns } from './columns.ts';
import { RowChunk } from './row-chunk.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import type { SortKey } from './visible-connectors.ts';

/** Rows of a chunk: those far from the window are not drawn, a chunk at a time. */
const chunkSize = 10;

interface StatusTableProps {
  readonly ids: readonly string[];
  /** Where the focus goes when no row is left for it. */
  readonly search: RefObject<HTMLElement | null>;
}

/** The connectors as a table. It stays one for a reader where narrow windows show its rows as cards. */
export function StatusTable({ ids, search }: StatusTableProps) {
  const keptFocus = useKeptFocus(ids, search);
  const chunks = useMemo(
    () =>
      Array.from({ length: Math.ceil(ids.length / chunkSize) }, (_, index) =>
        ids.slice(index * chunkSize, (index + 1) * chunkSize),
      ),
    [ids],
  );
  return (
    <table className="status-table" role="table" aria-label="Connectors" aria-rowcount={ids.length + 1} {...keptFocus}>
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          {columns.map((column) => (
            <HeadCell key={column.key} column={column} />
          ))}
        </tr>
      </thead>
      {chunks.map((chunk, index) => (
        <RowChunk key={index} ids={chunk} first={index * chunkSize} />
      ))}
    </table>
  );
}

function HeadCell({ column: { key, title, meaning } }: { column: Column }) {
  const { view } = useConsole();
  const wanted = useStore(view);
  if (key === 'menu') {
    return (
      <th role="columnheader" scope="col">
        <span className="hidden">{title}</span>
      </th>
    );
  }
  const order = wanted.sort?.key === key ? wanted.sort : undefined;
  const direction = order?.descending ? 'descending' : 'ascending';
  return (
    <th role="columnheader" scope="col" aria-sort={order ? direction : 'none'}>
      <button
        type="button"
        className="quiet sort"
        title={meaning}
        onClick={() => view.set({ ...wanted, sort: nextSort(key, order) })}
      >
        {title}
        <span aria-hidden="true" className="sort-mark">
          {order ? (order.descending ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  );
}

/** Up, down, as configured. */
function nextSort(key: SortKey, order: { readonly descending: boolean } | undefined) {
  if (order?.descending) return undefined;
  return { key, descending: order !== undefined };
}
