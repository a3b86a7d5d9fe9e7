import { type Clock, type ConnectorError, isConnectorError } from '../../contract/index.ts';
import { initialDetails } from '../state/connector-state.ts';
import type { StateReader } from '../state/state-store.ts';
import { type ConnectorIdentity, createMonitor, type Monitor } from '../status/monitor.ts';

export interface RestingParts {
  readonly identity: ConnectorIdentity;
  readonly store: Pick<StateReader, 'load'>;
  readonly clock: Clock;
  /** Why nobody can run it; undefined: a row that cannot be read is its error. */
  readonly failure?: ConnectorError;
}

/** The view of a connector that nobody runs: what was stored of it, as soon as that has been read. */
export function restingMonitor({ identity, store, clock, failure }: RestingParts): Monitor {
  const monitor = createMonitor(identity, initialDetails, clock);
  const failed = (error: ConnectorError): void =>
    monitor.failed(error, { inARow: 1, sinceMs: clock.elapsed() }, undefined);
  if (failure) failed(failure);
  void store.load(identity.id).then(
    (row) => row && monitor.details(row),
    (error: unknown) => {
      if (!failure && isConnectorError(error)) failed(error);
    },
  );
  return monitor;
}
