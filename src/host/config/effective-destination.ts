import type { Configuration, ConfiguredConnector, ConfiguredDestination } from './configuration.ts';

/** Where a connector's records go: its own destination, else the collector's. */
export function effectiveDestination(
  connector: Pick<ConfiguredConnector, 'destination'>,
  configuration: Pick<Configuration, 'destination'>,
): ConfiguredDestination {
  return connector.destination ?? configuration.destination;
}
