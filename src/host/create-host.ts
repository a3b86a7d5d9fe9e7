import { isDeepStrictEqual } from 'node:util';
import type { SharedTools } from '../contract/index.ts';
import { createMembers } from './collect/members.ts';
import type { ConnectorEnd, ConnectorParts } from './collect/start-connector.ts';
import { compareConfigurations } from './config/compare-configurations.ts';
import type {
  BrokenConnector,
  Configuration,
  ConfiguredConnector,
  ConfiguredDestination,
} from './config/configuration.ts';
import { effectiveDestination } from './config/effective-destination.ts';
import type { SinkTools } from './delivery/create-sink.ts';
import { createInTurn } from './in-turn.ts';
import type { Pause } from './state/operator-store.ts';
import type { StateStore } from './state/state-store.ts';
import { rollUp } from './status/roll-up.ts';
import type { StatusReport } from './status/status-report.ts';

export interface HostParts extends Pick<ConnectorParts, 'journal' | 'once' | 'onSaved' | 'onPoll' | 'onExport'> {
  readonly configuration: Configuration;
  readonly store: StateStore;
  readonly tools: SharedTools & SinkTools;
  readonly version: string;
  /** Connectors that rest from the beginning, by id. */
  readonly paused?: ReadonlyMap<string, Pause>;
  /** Told of a connector that is in the configuration no longer, once it has ended. */
  readonly onGone?: (id: string) => void;
}

/** Connectors at work, each for itself: one that fails never stops another. */
export interface Host {
  status(): StatusReport;
  /** Takes over a new configuration: changed connectors restart, the others do not notice. A pause outlives it. */
  reload(configuration: Configuration): Promise<readonly string[]>;
  /** Ends a wait, for the next poll or for the next attempt of one that fails. Nothing happens to one that rests. */
  pollNow(id: string): void;
  /** Drains a connector, which stays as a row. One that is not there yet rests once a reload brings it. Not saved here. */
  pause(id: string, pause: Pause): Promise<void>;
  resume(id: string): Promise<void>;
  /** One of the configuration in force, at work or paused; undefined too when it cannot be configured. */
  connector(id: string): HostedConnector | undefined;
  /** Resolves when every connector has ended: by itself, or because the host was stopped. */
  readonly ended: () => Promise<ReadonlyMap<string, ConnectorEnd>>;
  /** Drains: batches under way are finished, within ten seconds; nothing new begins. */
  stop(): Promise<void>;
}

export interface HostedConnector {
  readonly connector: ConfiguredConnector;
  /** Where its records go. */
  readonly destination: ConfiguredDestination;
  readonly paused: Pause | undefined;
}

/** Starts a host. The caller holds the lock of the state directory and closes the store afterwards. */
export function startHost(parts: HostParts): Host {
  const { clock } = parts.tools;
  const members = createMembers({ ...parts, configured: () => idsOf(configuration) }, parts.paused);
  const startedAt = new Date(clock.now()).toISOString();
  const inTurn = createInTurn();
  let { configuration } = parts;

  const add = (connector: ConfiguredConnector): void =>
    members.add(connector, effectiveDestination(connector, configuration));

  async function reload(next: Configuration): Promise<readonly string[]> {
    const before = configuration;
    const change = compareConfigurations(before, next);
    const mended = before.broken.filter((broken) => !isAmong(broken, next.broken));
    await members.remove([...change.stopped, ...[...change.restarted, ...mended].map(({ id }) => id)]);
    configuration = next;
    for (const id of goneBetween(before, next)) {
      // One that was made in the console leaves no pause for another with its id; the file may bring its own back.
      if (before.connectors.find((one) => one.id === id)?.origin !== 'file') members.unpause(id);
      parts.onGone?.(id);
    }
    for (const connector of [...change.restarted, ...change.started]) add(connector);
    next.broken.filter((broken) => !isAmong(broken, before.broken)).forEach(members.addBroken);
    return change.needsRestart;
  }

  const connectorOf = (id: string) => configuration.connectors.find((connector) => connector.id === id);
  configuration.connectors.forEach(add);
  configuration.broken.forEach(members.addBroken);
  return {
    status() {
      const connectors = idsOf(configuration).flatMap((id) => members.status(id) ?? []);
      return {
        version: 1,
        at: new Date(clock.now()).toISOString(),
        host: { running: true, pid: process.pid, version: parts.version, startedAt },
        summary: rollUp(connectors),
        connectors,
      };
    },
    reload: async (next) => inTurn('connectors', async () => reload(next)),
    pollNow: members.pollNow,
    pause: async (id, pause) => inTurn('connectors', async () => members.pause(id, pause)),
    resume: async (id) =>
      inTurn('connectors', async () => {
        const connector = members.unpause(id) ? connectorOf(id) : undefined;
        if (connector) add(connector);
      }),
    connector(id) {
      const connector = connectorOf(id);
      if (!connector) return undefined;
      return { connector, destination: effectiveDestination(connector, configuration), paused: members.pauseOf(id) };
    },
    ended: members.ended,
    stop: members.stop,
  };
}

function isAmong(broken: BrokenConnector, others: readonly BrokenConnector[]): boolean {
  return others.some((other) => isDeepStrictEqual(other, broken));
}

const idsOf = ({ connectors, broken }: Configuration) => [...connectors, ...broken].map(({ id }) => id);

function goneBetween(before: Configuration, next: Configuration): readonly string[] {
  const left = new Set(idsOf(next));
  return idsOf(before).filter((id) => !left.has(id));
}
