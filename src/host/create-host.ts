import type { Tools } from '../contract/index.ts';
import { compareConfigurations } from './config/compare-configurations.ts';
import type { Configuration, ConfiguredConnector } from './config/configuration.ts';
import {
  type ConnectorEnd,
  type ConnectorParts,
  type RunningConnector,
  startConnector,
} from './collect/start-connector.ts';
import type { SinkTools } from './delivery/create-sink.ts';
import type { StateStore } from './state/state-store.ts';
import { rollUp } from './status/roll-up.ts';
import type { StatusReport } from './status/status-report.ts';

/** The most a graceful stop may take before deliveries under way are broken off. */
const drainMs = 9000;

export interface HostParts extends Pick<ConnectorParts, 'once' | 'onSaved' | 'onPoll' | 'onExport'> {
  readonly configuration: Configuration;
  readonly store: StateStore;
  readonly tools: Omit<Tools, 'memo'> & SinkTools;
  readonly version: string;
}

/** Connectors at work, each for itself: one that fails never stops another. */
export interface Host {
  status(): StatusReport;
  /** Takes over a new configuration: changed connectors restart, the others do not notice. */
  reload(configuration: Configuration): Promise<readonly string[]>;
  pollNow(id: string): void;
  /** Resolves when every connector has ended: by itself, or because the host was stopped. */
  readonly ended: () => Promise<ReadonlyMap<string, ConnectorEnd>>;
  /** Drains: batches under way are finished, within ten seconds; nothing new begins. */
  stop(): Promise<void>;
}

/** Starts a host. The caller holds the lock of the state directory and closes the store afterwards. */
export function startHost(parts: HostParts): Host {
  const { tools } = parts;
  let { configuration } = parts;
  const running = new Map<string, RunningConnector>();
  const startedAt = new Date(tools.clock.now()).toISOString();

  function start(connector: ConfiguredConnector): void {
    running.set(connector.id, startConnector({ ...parts, connector, destination: configuration.destination.config }));
  }

  async function stopAll(connectors: readonly RunningConnector[]): Promise<void> {
    const drained = new AbortController();
    const impatient = tools.clock.sleep(drainMs, drained.signal).then(
      () => connectors.forEach((connector) => connector.stopHard()),
      () => undefined,
    );
    await Promise.all(connectors.map((connector) => connector.stop()));
    drained.abort();
    await impatient;
  }

  async function reload(next: Configuration): Promise<readonly string[]> {
    const change = compareConfigurations(configuration, next);
    const restarted = change.destinationChanged
      ? next.connectors.filter(({ id }) => running.has(id))
      : change.restarted;
    const leaving = [...change.stopped, ...restarted.map(({ id }) => id)];
    await stopAll(leaving.flatMap((id) => running.get(id) ?? []));
    for (const id of leaving) running.delete(id);
    configuration = next;
    for (const connector of [...restarted, ...change.started]) start(connector);
    return change.needsRestart;
  }

  for (const connector of configuration.connectors) start(connector);
  return {
    reload,
    status() {
      const connectors = [...running.values()].map(({ monitor }) => monitor.status());
      return {
        version: 1,
        at: new Date(tools.clock.now()).toISOString(),
        host: { running: true, pid: process.pid, version: parts.version, startedAt },
        summary: rollUp(connectors),
        connectors,
      };
    },
    pollNow: (id) => running.get(id)?.pollNow(),
    async ended() {
      const ends = await Promise.all([...running].map(async ([id, { done }]) => [id, await done] as const));
      return new Map(ends);
    },
    stop: () => stopAll([...running.values()]),
  };
}
