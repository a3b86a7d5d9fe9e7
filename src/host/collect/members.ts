import type { BrokenConnector, ConfiguredConnector, ConfiguredDestination } from '../config/configuration.ts';
import type { Pause } from '../state/operator-store.ts';
import type { ConnectorStatus } from '../status/status-report.ts';
import { brokenMember, type Member, type MemberParts, pausedMember, runningMember, showPaused } from './member.ts';
import type { ConnectorEnd, RunningConnector } from './start-connector.ts';

/** The most a graceful stop may take before deliveries under way are broken off. */
const drainMs = 9000;

/** The connectors of a host by id: those at work, and those that rest. Its caller takes one step at a time. */
export interface Members {
  /** Starts a connector, or shows it at rest where it is paused. */
  add(connector: ConfiguredConnector, destination: ConfiguredDestination): void;
  readonly addBroken: (broken: BrokenConnector) => void;
  /** Drains them and shows them no longer. */
  remove(ids: readonly string[]): Promise<void>;
  status(id: string): ConnectorStatus | undefined;
  readonly pollNow: (id: string) => void;

  /** Drains a connector that is there; one that is added later rests from its beginning. */
  pause(id: string, pause: Pause): Promise<void>;
  /** The pause is over: false when there was none. To be added again. */
  unpause(id: string): boolean;
  pauseOf(id: string): Pause | undefined;

  /** Resolves when those at work have ended. */
  readonly ended: () => Promise<ReadonlyMap<string, ConnectorEnd>>;
  /** Drains all; none starts any more. */
  readonly stop: () => Promise<void>;
}

export function createMembers(parts: MemberParts, initiallyPaused: ReadonlyMap<string, Pause> = new Map()): Members {
  const { clock } = parts.tools;
  const members = new Map<string, Member>();
  const paused = new Map(initiallyPaused);
  let stopped = false;
  const running = (id: string): readonly RunningConnector[] => {
    const found = members.get(id)?.running;
    return found ? [found] : [];
  };

  async function drain(ids: Iterable<string>): Promise<void> {
    const connectors = [...ids].flatMap(running);
    const drained = new AbortController();
    const impatient = clock.sleep(drainMs, drained.signal).then(
      () => connectors.forEach((connector) => connector.stopHard()),
      () => undefined,
    );
    await Promise.all(connectors.map((connector) => connector.stop()));
    drained.abort();
    await impatient;
  }

  return {
    add(connector, { config }) {
      const pause = paused.get(connector.id);
      if (pause) members.set(connector.id, pausedMember(connector, config, { ...parts, pause }));
      else if (!stopped) members.set(connector.id, runningMember(connector, config, parts));
    },
    addBroken: (broken) => void members.set(broken.id, brokenMember(broken, parts)),
    async remove(ids) {
      await drain(ids);
      for (const id of ids) members.delete(id);
    },
    status: (id) => members.get(id)?.monitor.status(),
    pollNow: (id) => running(id).forEach((connector) => connector.pollNow()),
    async pause(id, pause) {
      if (paused.has(id)) return;
      paused.set(id, pause);
      const member = members.get(id);
      if (!member?.running) return;
      showPaused(member.monitor, pause);
      await drain([id]);
      members.set(id, { monitor: member.monitor, running: undefined });
    },
    unpause: (id) => paused.delete(id),
    pauseOf: (id) => paused.get(id),
    async ended() {
      const ends = [...members].flatMap(([id, { running: found }]) => (found ? [{ id, done: found.done }] : []));
      return new Map(await Promise.all(ends.map(async ({ id, done }) => [id, await done] as const)));
    },
    async stop() {
      stopped = true;
      await drain(members.keys());
    },
  };
}
