import type { BrokenConnector } from '../config/configuration.ts';
import type { ConnectorIdentity } from '../status/monitor.ts';

/** A connector that cannot be configured, as far as it can be shown. */
export function brokenIdentity({ id, name, source }: BrokenConnector): ConnectorIdentity {
  return { id, name, source, tenant: '', destination: '', pollIntervalMs: 0 };
}
