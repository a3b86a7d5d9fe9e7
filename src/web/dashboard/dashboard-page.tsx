import { useDeferredValue, useMemo, useRef } from 'react';
import { useConsole } from '../shell/use-console.ts';
import { useTitle } from '../shell/use-title.ts';
import { useStore } from '../ui/use-store.ts';
import { GettingStarted } from './getting-started.tsx';
import { StatusTable } from './status-table.tsx';
import { SummaryBar } from './summary-bar.tsx';
import { ToolBar } from './tool-bar.tsx';
import { useDashboardShortcuts } from './use-dashboard-shortcuts.ts';
import { visibleConnectors } from './visible-connectors.ts';

/** Collection Status: every connector, and how it stands. */
export function DashboardPage() {
  const { overview, view } = useConsole();
  const head = useStore(overview.head);
  const all = useStore(overview.list);
  const search = useRef<HTMLInputElement>(null);
  const wanted = useDeferredValue(useStore(view));
  const visible = useMemo(() => visibleConnectors(all, wanted), [all, wanted]);
  // Rows that change places are drawn when there is time: typing and scrolling go first.
  const { ids, left } = useDeferredValue(visible);
  useTitle('All connectors');
  useDashboardShortcuts(search);
  return (
    <>
      <div className="page-head">
        <h1>Collection Status</h1>
        <SummaryBar />
      </div>
      <ToolBar search={search} />
      {!head && <p className="waiting">Waiting for the collector…</p>}
      {head && all.length === 0 && <GettingStarted />}
      {all.length > 0 && <StatusTable ids={ids} search={search} />}
      {all.length > 0 && ids.length === 0 && <p className="nothing">No connector fits.</p>}
      {left > 0 && <LeftOut count={left} />}
    </>
  );
}

/** A filter hides nothing without saying so. */
function LeftOut({ count }: { count: number }) {
  const { view } = useConsole();
  return (
    <p className="left-out muted">
      {count} more {count === 1 ? 'connector is' : 'connectors are'} left out by the filter.{' '}
      <button type="button" onClick={() => view.set({ ...view.get(), shown: 'all' })}>
        Show all
      </button>
    </p>
  );
}
