import { ConnectorError } from '../../contract/index.ts';
import type { BrokenConnector, ConfiguredConnector } from '../config/configuration.ts';
import type { DestinationConfig } from '../delivery/destination.ts';
import type { Pause } from '../state/operator-store.ts';
import type { Monitor } from '../status/monitor.ts';
import { brokenIdentity } from './broken-identity.ts';
import { identityOf } from './identity-of.ts';
import { restingMonitor } from './resting-monitor.ts';
import { type ConnectorParts, type RunningConnector, startConnector } from './start-connector.ts';

/** A connector of a host, at work or not. */
export interface Member {
  readonly monitor: Monitor;
  /** Undefined: it is paused, or cannot be configured. */
  readonly running: RunningConnector | undefined;
}

export type MemberParts = Omit<ConnectorParts, 'connector' | 'destination'>;

export function runningMember(
  connector: ConfiguredConnector,
  destination: DestinationConfig,
  parts: MemberParts,
): Member {
  const running = startConnector({ ...parts, connector, destination });
  return { running, monitor: running.monitor };
}

export function pausedMember(
  connector: ConfiguredConnector,
  destination: DestinationConfig,
  { store, tools, pause }: MemberParts & { readonly pause: Pause },
): Member {
  const identity = identityOf(connector, destination);
  const monitor = restingMonitor({ identity, store, clock: tools.clock });
  showPaused(monitor, pause);
  return { running: undefined, monitor };
}

export function showPaused(monitor: Monitor, { by, atMs }: Pause): void {
  monitor.mode('paused', `Paused by ${by} since ${new Date(atMs).toISOString()}.`);
}

/** One that cannot be configured: a person has to act, whether it was paused or not. */
export function brokenMember(broken: BrokenConnector, { store, tools }: MemberParts): Member {
  const { message, remedy } = broken;
  const identity = brokenIdentity(broken);
  const failure = new ConnectorError('config', message, { code: 'CFG-001', remedy });
  return { running: undefined, monitor: restingMonitor({ identity, store, clock: tools.clock, failure }) };
}
