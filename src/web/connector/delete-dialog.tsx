import type { ConnectorOverview } from '../../api/overview.ts';
import { useConsole } from '../shell/use-console.ts';
import { ConfirmDialog } from '../ui/confirm-dialog.tsx';

export function DeleteDialog({
  connector: { id, name },
  onClose,
}: {
  connector: ConnectorOverview;
  onClose: () => void;
}) {
  const { api, notices, navigation } = useConsole();
  async function remove(): Promise<void> {
    await api.call('removeConnector', { id, body: { confirm: id } });
    notices.done(`Deleted: ${name}`);
    if (navigation.route.get().page !== 'status') navigation.go({ page: 'status' });
  }
  return (
    <ConfirmDialog title={`Delete ${name}?`} action="Delete" danger typed={id} onConfirm={remove} onClose={onClose}>
      <p>Its settings, its key and its checkpoint are deleted. What has been delivered stays where it is.</p>
      <p>A connector that is made later under the same id begins anew.</p>
    </ConfirmDialog>
  );
}
