import type { RefObject } from 'react';
import type { ConnectorOverview } from '../../api/overview.ts';
import { useConnectorShortcuts } from '../connector/use-connector-shortcuts.ts';
import { useConsole } from '../shell/use-console.ts';
import { useShortcuts } from '../shell/use-shortcuts.ts';
import { useRefresh } from './use-refresh.ts';

/** The keys of the dashboard. Those about a connector mean the row the focus is in. */
export function useDashboardShortcuts(search: RefObject<HTMLInputElement | null>): void {
  const { overview } = useConsole();
  const focused = (): ConnectorOverview | undefined => {
    const row = document.activeElement?.closest<HTMLElement>('[data-connector]');
    return overview.connector(row?.dataset['connector'] ?? '').get();
  };
  const ofConnector = useConnectorShortcuts(focused);
  useShortcuts({
    ...ofConnector,
    '/': () => search.current?.focus(),
    j: () => moveRow(1),
    k: () => moveRow(-1),
    r: useRefresh(),
  });
}

function moveRow(by: number): void {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const row = document.activeElement?.closest('[data-connector]');
  const at = links.findIndex((link) => row?.contains(link));
  const next = links[at < 0 ? 0 : at + by];
  next?.focus();
  next?.scrollIntoView({ block: 'nearest' });
}
