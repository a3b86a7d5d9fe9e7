import type { RefObject } from 'react';
import { useMay } from '../session/use-may.ts';
import { hrefOf } from '../shell/route.ts';
import { useConsole } from '../shell/use-console.ts';
import { useStore } from '../ui/use-store.ts';
import { useRefresh } from './use-refresh.ts';
import type { Shown } from './visible-connectors.ts';

const shownWords: readonly (readonly [Shown, string])[] = [
  ['active', 'Active: at work or in need of action'],
  ['action', 'Action required only'],
  ['resting', 'Paused or inactive only'],
  ['all', 'All'],
];

/** Search, filter, refresh, export, new. */
export function ToolBar({ search }: { search: RefObject<HTMLInputElement | null> }) {
  const { view } = useConsole();
  const wanted = useStore(view);
  const refresh = useRefresh();
  const mayAdd = useMay('admin');
  return (
    <div className="tool-bar" role="search">
      <label className="tool">
        <span>Search</span>
        <input
          ref={search}
          type="search"
          value={wanted.search}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => view.set({ ...wanted, search: event.target.value })}
        />
      </label>
      <label className="tool">
        <span>Show</span>
        <select
          value={wanted.shown}
          onChange={({ target }) => {
            const shown = shownWords.find(([value]) => value === target.value)?.[0] ?? 'active';
            view.set({ ...wanted, shown });
          }}
        >
          {shownWords.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <div className="row tool-buttons">
        <button type="button" onClick={refresh}>
          Refresh
        </button>
        <a className="button" href="api/v1/status.csv" download="collection-status.csv">
          Export CSV
        </a>
        <a className="button" href="api/v1/status" download="collection-status.json">
          Export JSON
        </a>
        {mayAdd && (
          <a className="button primary" href={hrefOf({ page: 'new' })}>
            New connector
          </a>
        )}
      </div>
    </div>
  );
}
