import { useConsole } from '../shell/use-console.ts';
import { useStore } from '../ui/use-store.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { TestDialog } from './test-dialog.tsx';

/** The dialog that is open, whichever page asked for it. */
export function ConnectorDialogs() {
  const { dialog, overview } = useConsole();
  const open = useStore(dialog);
  const connector = useStore(overview.connector(open?.id ?? ''));
  if (!open || !connector) return null;
  const close = (): void => dialog.set(undefined);
  if (open.kind === 'delete') return <DeleteDialog connector={connector} onClose={close} />;
  return <TestDialog connector={connector} onClose={close} />;
}
