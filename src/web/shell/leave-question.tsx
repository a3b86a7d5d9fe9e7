import { ConfirmDialog } from '../ui/confirm-dialog.tsx';
import { useStore } from '../ui/use-store.ts';
import { useConsole } from './use-console.ts';

/** Asks before unsaved changes are left behind. */
export function LeaveQuestion() {
  const { navigation } = useConsole();
  const held = useStore(navigation.held);
  if (held === undefined) return null;
  return (
    <ConfirmDialog
      title="Leave without saving?"
      action="Leave"
      danger
      onConfirm={() => Promise.resolve(navigation.leave(true))}
      onClose={() => navigation.leave(false)}
    >
      <p>What you have changed on this page is not saved.</p>
    </ConfirmDialog>
  );
}
