import type { Configuration, ConfiguredConnector } from '../../src/host/config/configuration.ts';

/** A configuration of a test: what is not given is as in a file that says no more than it must. */
export function plainConfiguration(
  given: Partial<Configuration> & Pick<Configuration, 'connectors' | 'destination'>,
): Configuration {
  return {
    path: '/etc/cortex-otel.yaml',
    broken: [],
    state: { directory: '/var/lib/cortex-otel', keyFile: undefined },
    web: undefined,
    metrics: { otlp: undefined },
    notify: [],
    log: { level: 'info' },
    watchedFiles: [],
    ...given,
  };
}

/** A connector of a test: what is not given is as in a file that says no more than it must. */
export function plainConnector(
  given: Partial<ConfiguredConnector> & Pick<ConfiguredConnector, 'id' | 'plugin' | 'config' | 'inputs'>,
): ConfiguredConnector {
  return { name: given.id, origin: 'file', destination: undefined, healthCheckIntervalMs: undefined, ...given };
}
