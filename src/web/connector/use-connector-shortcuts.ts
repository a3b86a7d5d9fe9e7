import type { ConnectorOverview } from '../../api/overview.ts';
import { useMay } from '../session/use-may.ts';
import { useConsole } from '../shell/use-console.ts';
import type { Shortcuts } from '../shell/use-shortcuts.ts';
import { useConnectorActions } from './use-connector-actions.ts';

/** The keys about a connector. */
export function useConnectorShortcuts(connector: () => ConnectorOverview | undefined): Shortcuts {
  const { dialog } = useConsole();
  const act = useConnectorActions();
  const mayOperate = useMay('operator');
  if (!mayOperate) return {};
  return {
    p() {
      const found = connector();
      if (found) act(found.paused ? 'resume' : 'pause', found);
    },
    t() {
      const found = connector();
      if (found) dialog.set({ kind: 'test', id: found.id });
    },
  };
}
