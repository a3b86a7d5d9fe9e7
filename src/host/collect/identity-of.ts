import type { ConfiguredConnector } from '../config/configuration.ts';
import type { DestinationConfig } from '../delivery/destination.ts';
import { shownDestination } from '../delivery/shown-destination.ts';
import type { ConnectorIdentity } from '../status/monitor.ts';

/** A connector as it is shown, with where its records go. */
export function identityOf(
  { id, name, config }: ConfiguredConnector,
  destination: DestinationConfig,
): ConnectorIdentity {
  const { source, tenant, pollIntervalMs } = config;
  return { id, name, source, tenant, destination: shownDestination(destination), pollIntervalMs };
}
