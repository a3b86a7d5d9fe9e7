import type { ConnectorTab } from '../shell/route.ts';

export function ConnectorPage({ id, tab }: { id: string; tab: ConnectorTab }) {
  return (
    <h1>
      {id} {tab}
    </h1>
  );
}
